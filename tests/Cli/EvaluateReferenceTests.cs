using System.Globalization;
using Lithoscope.Potentials;
using Lithoscope.Runtime;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Tests;

/// <summary>
/// Every case of the reference folder through <c>lithoscope evaluate</c>, in both precisions: LITHOSCOPE_REFERENCE/potentials/FAMILY/CASE holds a potential and structures with the results of
/// its home program, which are in the file itself under peer_….
/// </summary>
public sealed class EvaluateReferenceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        var root = Environment.GetEnvironmentVariable(ReferenceData.Variable);
        var potentials = string.IsNullOrEmpty(root) ? "" : Path.Combine(root, "potentials");
        foreach (var family in PotentialFile.Formats.Select(f => f.Name))
        {
            if (!Directory.Exists(Path.Combine(potentials, family))) continue;
            foreach (var folder in Directory.GetDirectories(Path.Combine(potentials, family)).Order(StringComparer.Ordinal)) data.Add(family, Path.GetFileName(folder));
        }

        // One case that says why it is skipped, where there is no reference data.
        if (data.Count == 0) data.Add("nep", "");
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Results_are_those_of_the_home_program(string family, string name)
    {
        var folder = ReferenceData.Require("potentials", family, name);
        var potential = Potential(folder);
        foreach (var path in Directory.GetFiles(folder, "*.extxyz").Order(StringComparer.Ordinal))
        {
            var frame = Read(path);
            var isBohr = frame.FindInfo("units") is Structures.TextInfo { Values: [var units] } && units.StartsWith("bohr", StringComparison.OrdinalIgnoreCase);
            if (IsChargeEquilibration(potential))
            {
                var (code, _, error) = Evaluate(potential, path, isBohr);
                Assert.Equal(ExitCodes.Input, code);
                Assert.Contains("charge", error, StringComparison.OrdinalIgnoreCase);
                continue;
            }

            // 1e-4 eV/Å and 1e-5 eV/atom in single precision; forces in double in the home program's unit.
            var (energy, force) = isBohr ? (1e-5 / Unit.Hartree, 1e-4 / Unit.HartreePerBohr) : (1e-5, 1e-4);
            var reference = Reals(frame, "peer_energy")[0];
            Compare(path, frame, Run(potential, path, isBohr), (1e-9 * Math.Abs(reference), 1e-8, 1e-7));
            Compare(path, frame, Run(potential, path, isBohr, "--precision", "single"), (energy * frame.Count, force, double.PositiveInfinity));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Descriptors_are_those_of_the_home_program(string family, string name)
    {
        var folder = ReferenceData.Require("potentials", family, name);
        var potential = Potential(folder);
        if (IsChargeEquilibration(potential)) return;
        var readme = File.ReadAllText(Path.Combine(folder, "README.md"));
        foreach (var path in Directory.GetFiles(folder, "*.extxyz").Order(StringComparer.Ordinal))
        {
            foreach (var (scaled, rows) in Descriptors(path, readme))
            {
                var file = _folder["d.csv"];
                Run(potential, path, false, scaled ? ["--descriptors", file, "--scaled"] : ["--descriptors", file]);
                string[][] lines = [.. File.ReadLines(file).Select(l => l.Split(','))];
                Assert.Equal(["frame", "atom", .. Enumerable.Range(0, rows.Max(r => r.Length)).Select(k => string.Create(CultureInfo.InvariantCulture, $"d{k}"))], lines[0][..(2 + rows.Max(r => r.Length))]);
                Assert.Equal(rows.Length + 1, lines.Length);
                for (var i = 0; i < rows.Length; i++)
                {
                    Assert.Equal(["0", i.ToString(CultureInfo.InvariantCulture)], lines[i + 1][..2]);
                    for (var k = 2; k < lines[0].Length; k++)
                    {
                        if (k - 2 >= rows[i].Length)
                        {
                            Assert.Equal("NaN", lines[i + 1][k]);
                            continue;
                        }

                        var largest = rows.Where(r => r.Length > k - 2).Max(r => Math.Abs(r[k - 2]));
                        var difference = Math.Abs(double.Parse(lines[i + 1][k], CultureInfo.InvariantCulture) - rows[i][k - 2]);
                        Assert.True(difference <= 1e-10 * largest, $"{path}, atom {i}, descriptor {k - 2}: {difference:e1} of {largest:e1}");
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Features_outside_the_training_ranges_are_counted_as_the_home_program_counts_them(string family, string name)
    {
        var folder = ReferenceData.Require("potentials", family, name);
        var potential = Potential(folder);
        foreach (var warnings in Directory.GetFiles(folder, "*.warnings"))
        {
            var path = Path.ChangeExtension(warnings, ".extxyz");
            var json = _folder["s.json"];
            Run(potential, path, false, "--json", json);
            var summary = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(json))!["extrapolation"]!;
            // The home program also warns of values that exceed the largest of training by rounding alone: those print as the limit itself.
            string[] lines = [.. File.ReadLines(warnings).Where(l => l.Length > 0)];
            var plain = lines.Count(l => Printed(l, "VALUE:") != Printed(l, "MIN:") && Printed(l, "VALUE:") != Printed(l, "MAX:"));
            Assert.InRange(summary["features"]!.AsArray().Sum(f => (long)f!["atoms"]!), plain, lines.Length);
            if (plain == 0) continue;
            var (code, _, error) = Evaluate(potential, path, false, "--stop-above", "0");
            Assert.Equal(ExitCodes.Guard, code);
            Assert.Contains("has the extrapolation grade", error, StringComparison.Ordinal);
            Assert.False(File.Exists(_folder["out.extxyz"]));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Info_says_what_a_potential_is(string family, string name)
    {
        var folder = ReferenceData.Require("potentials", family, name);
        var potential = Potential(folder);
        if (IsChargeEquilibration(potential)) return;
        var (code, output, error) = CliHarness.Run(["potential", "info", potential, "--json"]);
        Assert.True(code == ExitCodes.Done, error);
        var json = System.Text.Json.Nodes.JsonNode.Parse(output)!;
        Assert.Equal(family, (string?)json["family"]);
        Assert.True((double)json["cutoff"]! > 0);
        var known = json["elements"]!.AsArray().Select(e => (string?)e).ToHashSet();
        foreach (var path in Directory.GetFiles(folder, "*.extxyz"))
        {
            foreach (var z in Read(path).AtomicNumbers) Assert.Contains(Element.Symbol(z), known);
        }
    }

    private static string Printed(string line, string name) => line[(line.IndexOf(name, StringComparison.Ordinal) + name.Length)..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[0];

    // A folder of n2p2, the one text file of NEP, a set of aenet's networks.
    private static string Potential(string folder)
    {
        if (File.Exists(Path.Combine(folder, "input.nn"))) return folder;
        var networks = Directory.GetFiles(folder, "*.nn");
        if (networks.Length > 0) return string.Join(',', networks.Order(StringComparer.Ordinal).Select(f => $"{Path.GetFileName(f).Split('.')[0]}={f}"));
        return Directory.GetFiles(folder, "*.txt").Single();
    }

    private static bool IsChargeEquilibration(string potential) => Directory.Exists(potential) && File.ReadLines(Path.Combine(potential, "input.nn")).Any(l => (l.StartsWith("nnp_type", StringComparison.Ordinal) || l.StartsWith("nnp_generation", StringComparison.Ordinal)) && l.Contains('4', StringComparison.Ordinal));

    private (int Code, string Output, string Error) Evaluate(string potential, string path, bool isBohr, params string[] options)
    {
        File.Delete(_folder["out.extxyz"]);
        return CliHarness.Run(["evaluate", potential, path, "-o", _folder["out.extxyz"], "--threads", "2", .. isBohr ? ["--units", "hartree-bohr"] : Array.Empty<string>(), .. options]);
    }

    private Structure Run(string potential, string path, bool isBohr, params string[] options)
    {
        var (code, _, error) = Evaluate(potential, path, isBohr, options);
        Assert.True(code == ExitCodes.Done, error);
        return Read(_folder["out.extxyz"]);
    }

    private static Structure Read(string path) => StructureFile.Read(path, cancellationToken: TestContext.Current.CancellationToken).Single();

    private static void Compare(string path, Structure expected, Structure found, (double Energy, double Force, double Virial) tolerance)
    {
        Assert.Equal(expected.AtomicNumbers, found.AtomicNumbers);
        Assert.Equal(expected.Positions, found.Positions);
        Assert.Equal(((RealColumn)expected.FindColumn("peer_forces")!).Values, ((RealColumn)found.FindColumn("peer_forces")!).Values);
        var energy = Math.Abs(Reals(found, "energy")[0] - Reals(expected, "peer_energy")[0]);
        Assert.True(energy <= tolerance.Energy, $"{path}: energy differs by {energy:e1}, {tolerance.Energy:e1} is allowed");
        var (forces, peer) = (((RealColumn)found.FindColumn("forces")!).Values, ((RealColumn)expected.FindColumn("peer_forces")!).Values);
        var force = forces.Zip(peer, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(force <= tolerance.Force, $"{path}: a force differs by {force:e1}, {tolerance.Force:e1} is allowed");
        var (virial, reference) = (Reals(found, "virial"), Reals(expected, "peer_virial"));
        var worst = virial.Zip(reference, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(worst <= tolerance.Virial * reference.Max(Math.Abs), $"{path}: the virial differs by {worst:e1}");
        var local = ((RealColumn)found.FindColumn("local_energy")!).Values;
        Assert.Equal(Reals(found, "energy")[0], local.Sum(), Math.Abs(1e-12 * Reals(found, "energy")[0]));
        Assert.Equal(expected.Periodicity.Any, found.FindInfo("stress") is not null);
        if (found.FindInfo("stress") is RealInfo stress) Assert.Equal(-virial[0] / Math.Abs(expected.Cell!.Value.Determinant), stress.Values[0], 1e-12 * virial.Max(Math.Abs));
    }

    // Files of aenet hold raw and scaled rows, those of n2p2 come in pairs, those of NEP are as their README says.
    private static IEnumerable<(bool Scaled, double[][] Rows)> Descriptors(string path, string readme)
    {
        var file = Path.ChangeExtension(path, ".ref.desc");
        if (!File.Exists(file)) yield break;
        if (File.ReadLines(file).First().StartsWith("atom", StringComparison.Ordinal))
        {
            var words = File.ReadAllText(file).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            foreach (var kind in new[] { "raw", "scaled" })
            {
                var rows = new List<double[]>();
                for (var k = 0; k < words.Length; k++)
                {
                    if (words[k] == kind) rows.Add([.. words.Skip(k + 1).TakeWhile(w => w[0] is '-' or '+' or '.' || char.IsAsciiDigit(w[0])).Select(Number)]);
                }

                yield return (kind == "scaled", [.. rows]);
            }

            yield break;
        }

        if (!File.Exists(file + "_raw"))
        {
            yield return (!readme.Contains("raw descriptors", StringComparison.Ordinal), Rows(file, 2));
            yield break;
        }

        yield return (true, Rows(file, 3));
        yield return (false, Rows(file + "_raw", 3));
    }

    private static double[][] Rows(string file, int skip) =>
        [.. File.ReadLines(file).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[skip..].Select(Number).ToArray())];

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);

    private static double[] Reals(Structure frame, string key) => frame.FindInfo(key) switch
    {
        RealInfo reals => reals.Values,
        IntegerInfo integers => [.. integers.Values.Select(v => (double)v)],
        var other => throw new InvalidOperationException($"{key} is {other}"),
    };
}
