using Lithoscope.Numerics;
using Lithoscope.Structures;
using Lithoscope.Tests;

namespace Lithoscope.Potentials.Tests;

/// <summary>Published models with published results of their home program, in the reference folder where it holds any.</summary>
public class GapGoldenTests
{
    private const string Training = "training.extxyz";

    [Fact]
    public void Energies_and_forces_are_the_published_ones()
    {
        var count = 0;
        foreach (var folder in Directory.GetDirectories(ReferenceData.Require("potentials", "gap")).Order(StringComparer.Ordinal))
        {
            var model = ((GapPotential)PotentialFile.Read(Directory.GetFiles(folder, "*.xml").Single())).Model;
            foreach (var path in Directory.GetFiles(folder, "*.extxyz").Where(f => Path.GetFileName(f) != Training))
            {
                var frame = StructureFile.Read(path).Single();
                foreach (var instructions in InstructionSet.Supported) Compare(new GapPotential(model, instructions), frame, $"{path}, {instructions}");
                count++;
            }
        }

        Assert.True(count > 0, "the reference folder holds no cases");
    }

    [Fact]
    public void Sparse_points_are_descriptors_of_training_structures()
    {
        var count = 0;
        foreach (var file in Directory.GetDirectories(ReferenceData.Require("potentials", "gap")).Select(f => Path.Combine(f, Training)).Where(File.Exists))
        {
            // Of one SOAP for all atoms, so that rows are whole vectors.
            var potential = (GapPotential)PotentialFile.Read(Directory.GetFiles(Path.GetDirectoryName(file)!, "*.xml").Single());
            var coordinates = potential.Model.Coordinates.Single();
            var (dimensions, nearest) = (coordinates.Dimensions, new double[coordinates.Weights.Length]);
            Array.Fill(nearest, double.PositiveInfinity);
            foreach (var frame in StructureFile.Read(file))
            {
                var atoms = new Atoms(frame);
                var rows = potential.Descriptors(atoms, GapModels.List(potential, atoms), false);
                for (var at = 0; at < rows.Length; at += dimensions)
                {
                    for (var s = 0; s < nearest.Length; s++)
                    {
                        double distance = 0;
                        for (var d = 0; d < dimensions && distance < nearest[s]; d++) distance = Math.Max(distance, Math.Abs(rows[at + d] - coordinates.Points[s * dimensions + d]));
                        nearest[s] = Math.Min(nearest[s], distance);
                    }
                }
            }

            TestContext.Current.TestOutputHelper?.WriteLine($"{file}: {nearest.Length} sparse points, the farthest {nearest.Max():e2} from a descriptor");
            Assert.All(nearest, d => Assert.InRange(d, 0, 1e-11));
            count++;
        }

        Assert.True(count > 0, "the reference folder holds no training structures");
    }

    private static void Compare(GapPotential potential, Structure frame, string name)
    {
        var result = Derivatives.Evaluate(potential, new Atoms(frame));
        var energy = Number(frame, "peer_energy") ?? throw new InvalidOperationException($"{name}: no peer_energy");
        TestContext.Current.TestOutputHelper?.WriteLine($"{name}: energy {result.Energy:r} against {energy:r}; virial {result.Virial}");
        Assert.True(Math.Abs(result.Energy - energy) < 1e-9 * Math.Abs(energy), $"{name}: energy {result.Energy:r} against {energy:r}");
        var forces = ((RealColumn)frame.FindColumn("peer_forces")!).Values;
        var digits = Number(frame, "peer_forces_digits");
        for (var i = 0; i < frame.Count; i++)
        {
            foreach (var (found, published) in new[] { (result.Fx[i], forces[3 * i]), (result.Fy[i], forces[3 * i + 1]), (result.Fz[i], forces[3 * i + 2]) })
            {
                // Half a unit of the last digit printed, beside the tolerance of all families.
                var rounding = digits is { } d && published != 0 ? 0.5 * Math.Pow(10, Math.Floor(Math.Log10(Math.Abs(published))) + 1 - d) : 0;
                Assert.True(Math.Abs(found - published) < 1e-8 + rounding, $"{name}: force on atom {i}: {found:r} against {published:r}");
            }
        }
    }

    private static double? Number(Structure frame, string key) => frame.FindInfo(key) switch
    {
        RealInfo { Values: [var value] } => value,
        IntegerInfo { Values: [var value] } => value,
        _ => null,
    };
}
