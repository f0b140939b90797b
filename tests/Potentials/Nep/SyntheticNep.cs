using System.Globalization;
using System.Text;
using Lithoscope.Numerics;
using Lithoscope.Structures;

namespace Lithoscope.Potentials.Tests;

/// <summary>Potentials with random numbers, as text in the layout of nep.txt, and atoms to evaluate them on.</summary>
/// <param name="Title">The first line.</param>
/// <param name="Seed">Seed of the numbers.</param>
/// <param name="Repulsion">The rest of the zbl line, or empty.</param>
/// <param name="Cutoffs">The rest of the cutoff line.</param>
/// <param name="Degrees">The rest of the l_max line.</param>
/// <param name="Functions">n_max, radial and angular.</param>
/// <param name="Basis">basis_size.</param>
/// <param name="Neurons">Width of the network.</param>
internal sealed record SyntheticNep(string Title, ulong Seed, string Repulsion = "", string Cutoffs = "4.6 3.7 50 30", string Degrees = "4 2 1", string Functions = "3 2", string Basis = "5 4", int Neurons = 6)
{
    /// <summary>Layouts that together use everything the format has.</summary>
    public static IReadOnlyList<SyntheticNep> All { get; } =
    [
        new("nep3 2 Li Si", 1),
        new("nep4 2 Li Si", 2, Degrees: "4 1 1 1 1 1 1"),
        new("nep4 3 Li P S", 3, Cutoffs: "5.0 4.2 4.0 3.9 4.4 3.6 50 30", Degrees: "3 2 0", Functions: "10 10", Basis: "10 10", Neurons: 31),
        new("nep5 2 Si O", 4, Degrees: "8 0 1", Functions: "5 8", Basis: "3 12"),
        new("nep4_zbl 2 Li Si", 5, "0.7 2.4"),
        new("nep5_zbl 2 Li Si", 6, "1 2.5 0.8", Degrees: "2 2 1"),
        new("nep3_zbl 2 Si Li", 7, "0 0", Degrees: "1 0 0 1"),
        new("nep4 1 Si", 8, Cutoffs: "4 4 50 30", Functions: "10 10", Basis: "10 10", Neurons: 50),
        new("nep4 1 Si", 9, Degrees: "0 0 0", Functions: "0 0", Basis: "0 0", Neurons: 1),
        new("nep4 1 Si", 10, Cutoffs: "4 4.4 50 30", Functions: "16 19", Basis: "15 8", Degrees: "4 0 0 1 1 1 1", Neurons: 17),
    ];

    /// <summary>The elements of the title.</summary>
    public byte[] Elements => [.. Title.Split(' ')[2..].Select(s => Element.TryParse(s, out var z) ? z : (byte)0)];

    /// <summary>The text of the file.</summary>
    public string Text()
    {
        var text = new StringBuilder().AppendLine(Title);
        if (Title.Contains("_zbl", StringComparison.Ordinal)) text.AppendLine(CultureInfo.InvariantCulture, $"zbl {Repulsion}");
        text.AppendLine(CultureInfo.InvariantCulture, $"cutoff {Cutoffs}").AppendLine(CultureInfo.InvariantCulture, $"n_max {Functions}").AppendLine(CultureInfo.InvariantCulture, $"basis_size {Basis}");
        text.AppendLine(CultureInfo.InvariantCulture, $"l_max {Degrees}").AppendLine(CultureInfo.InvariantCulture, $"ANN {Neurons} 0");
        var (functions, basis, degrees) = (Whole(Functions), Whole(Basis), Whole(Degrees));
        var types = Elements.Length;
        var descriptors = functions[0] + 1 + (functions[1] + 1) * (degrees[0] + degrees[1..].Count(d => d > 0));
        var networks = Title[3] == '3' ? 1 : types;
        var stream = new RandomStream(Seed, "nep");
        void Numbers(int count, double centre, double width)
        {
            for (var i = 0; i < count; i++) text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{centre + width * (2 * stream.NextDouble() - 1),15:e7}"));
        }

        for (var t = 0; t < networks; t++) Numbers(Neurons * (descriptors + 2) + (Title[3] == '5' ? 1 : 0), 0, 0.6);
        Numbers(1, 0, 1);
        Numbers(types * types * ((functions[0] + 1) * (basis[0] + 1) + (functions[1] + 1) * (basis[1] + 1)), 0, 0.5);
        Numbers(descriptors, 0.3, 0.2);
        if (Repulsion != "0 0") return text.ToString();
        for (var pair = 0; pair < types * (types + 1) / 2; pair++)
        {
            foreach (var number in new[] { 0.5, 2.2 + 0.1 * pair, 0.2, 3.1, 0.5, 0.9 + 0.05 * pair, 0.25, 0.4, 0.05, 0.2 }) text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{number,15:e7}"));
        }

        return text.ToString();
    }

    /// <summary>The potential.</summary>
    public NepPotential Read() => new(NepReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(Text())), "synthetic"));

    /// <summary>Atoms of these elements on a jittered lattice in a triclinic cell.</summary>
    public Atoms Atoms(int count, double edge, bool periodic, double jitter = 0.3)
    {
        var stream = new RandomStream(Seed, "atoms");
        var cell = new Matrix3D(new(edge, 0.05 * edge, 0), new(0.2 * edge, 0.9 * edge, 0), new(-0.1 * edge, 0.15 * edge, 1.1 * edge));
        var sites = (int)Math.Ceiling(Math.Cbrt(count));
        var positions = new double[3 * count];
        var species = new byte[count];
        for (var i = 0; i < count; i++)
        {
            double Fraction(int site) => (site + jitter * stream.NextDouble()) / sites;
            var r = cell.Transform(new(Fraction(i % sites), Fraction(i / sites % sites), Fraction(i / sites / sites)));
            (positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]) = (r.X, r.Y, r.Z);
            species[i] = Elements[(int)(stream.NextDouble() * Elements.Length)];
        }

        return new(new Structure(species, positions, cell, periodic ? Periodicity.Full : Periodicity.None));
    }

    private static int[] Whole(string numbers) => [.. numbers.Split(' ').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
}
