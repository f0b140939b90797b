using Lithoscope.Descriptors;
using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Cli.Benchmarks;

/// <summary>SOAP power spectra of amorphous LiSi, one core: neighbours gathered, expanded, multiplied, normalised.</summary>
internal static class SoapBenchmark
{
    private const int Atoms = 2000;

    public static Benchmark Create() => new("soap", "SOAP power spectra of amorphous LiSi (6 Å, n 8, l 6, two species), environments a second on one core", ["double", "single"], Run);

    private static IEnumerable<Measurement> Run(string name, CancellationToken cancellation)
    {
        // LiSi at the 31.2 Å³ per formula unit of its crystal.
        var structure = RandomPacking.Create(new PackingOptions { Composition = Composition.Parse("LiSi").Times(Atoms / 2), VolumePerAtom = 15.6, Seed = 1 }, cancellation);
        var atoms = new Atoms(structure);
        var soap = new SoapPowerSpectrum(new SoapOptions { Cutoff = 6, RadialCount = 8, MaximumDegree = 6, Species = [3, 14] });
        var list = new NeighbourList(soap.Options.Cutoff);
        list.Build(atoms, cancellation: cancellation);
        var (buffer, environment) = (new NeighbourBuffer(), new AtomEnvironment());
        void Load(int i)
        {
            var count = list.Gather(i, atoms, soap.Options.Cutoff, buffer);
            environment.Clear();
            environment.Add(0, 0, 0, soap.Channel(atoms.AtomicNumbers[i]));
            for (var k = 0; k < count; k++) environment.Add(buffer.Dx[k], buffer.Dy[k], buffer.Dz[k], soap.Channel(atoms.AtomicNumbers[buffer.Index[k]]));
        }

        Action work;
        if (name == "single")
        {
            var single = new SingleSoapPowerSpectrum(soap);
            var (workspace, spectrum) = (single.CreateWorkspace(), new float[soap.Length]);
            work = () =>
            {
                for (var i = 0; i < Atoms; i++)
                {
                    Load(i);
                    single.Evaluate(environment, workspace, spectrum);
                }
            };
        }
        else
        {
            var (workspace, spectrum) = (soap.CreateWorkspace(), new double[soap.Length]);
            work = () =>
            {
                for (var i = 0; i < Atoms; i++)
                {
                    Load(i);
                    soap.Evaluate(environment, workspace, spectrum);
                }
            };
        }

        var seconds = Clock.Best(work, cancellation) / Atoms;
        var neighbours = list.Pairs / (double)Atoms;
        var peak = MultiplyAddPeak.Single(cancellation) / (name == "single" ? 1 : 2);
        yield return new(name, $"neighbours an atom", neighbours, "");
        yield return new(name, "environments", 1 / seconds, "1/s");
        yield return new(name, "arithmetic needed", Operations(soap.Options, neighbours + 1) / seconds / 1e9, "GFLOP/s", $"multiply-add peak, {InstructionSet.Name(InstructionSet.Active)}", peak);
    }

    // Multiply-adds of the sums over neighbours and over m, and of cubic interpolation; two operations each.
    private static double Operations(SoapOptions options, double neighbours)
    {
        var (n, l) = (options.RadialCount, options.MaximumDegree + 1.0);
        var functions = n * options.Species.Count;
        return 2 * (neighbours * n * l * l + neighbours * 3 * n * l + functions * (functions + 1) / 2 * l * l);
    }
}
