using System.Text;

namespace Lithoscope.Structures.Tests;

/// <summary>CIF from and to text.</summary>
internal static class Cif
{
    public static List<Structure> ReadAll(string text) => [.. CifReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "test.cif")];

    public static Structure Read(string text) => ReadAll(text).Single();

    public static string Write(params Structure[] frames)
    {
        using var stream = new MemoryStream();
        new CifFormat().Write(stream, "test.cif", frames);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>A block with a cell, lines on its symmetry, and sites "label element x y z".</summary>
    public static string Block(string cell, string symmetry, params string[] sites)
    {
        var p = cell.Split(' ');
        return $"data_test\n_cell_length_a {p[0]}\n_cell_length_b {p[1]}\n_cell_length_c {p[2]}\n_cell_angle_alpha {p[3]}\n_cell_angle_beta {p[4]}\n_cell_angle_gamma {p[5]}\n{symmetry}\n"
            + "loop_\n_atom_site_label\n_atom_site_type_symbol\n_atom_site_fract_x\n_atom_site_fract_y\n_atom_site_fract_z\n" + string.Join('\n', sites) + "\n";
    }

    /// <summary>The distance from an atom to the nearest of the others or of their images, and how many are that near.</summary>
    public static (double Distance, int Neighbours) Nearest(Structure s, int atom, byte species)
    {
        var distances = new List<double>();
        var cell = s.Cell!.Value;
        for (var k = 0; k < s.Count; k++)
        {
            if (s.AtomicNumbers[k] != species) continue;
            for (var image = 0; image < 125; image++)
            {
                var shift = cell.Transform(new(image / 25 - 2, image / 5 % 5 - 2, image % 5 - 2));
                var d = (s.Position(k) + shift + -1 * s.Position(atom)).Norm;
                if (d > 1e-8) distances.Add(d);
            }
        }

        var least = distances.Min();
        return (least, distances.Count(d => d < least + 0.01));
    }
}
