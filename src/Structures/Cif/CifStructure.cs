using Lithoscope.Numerics;
using Lithoscope.Runtime;

namespace Lithoscope.Structures;

/// <summary>The structure of one data block: its sites and all their images.</summary>
internal static class CifStructure
{
    private const int LargestOrbit = 192;

    /// <summary>Builds it.</summary>
    public static Structure Build(CifBlock block, int frame, string file, CancellationToken cancellationToken)
    {
        var cell = Cell(block, file);
        var sites = CifSites.Read(block, cell, file, cancellationToken);
        if (sites.Count == 0) throw new InputException("the block has no atoms but dummies", file, block.Line, "check _atom_site_calc_flag");
        var symmetry = cell is { } c ? CifSymmetry.Read(block, c, file) : null;
        var atoms = new CifAtoms(cell, sites);
        for (var i = 0; i < sites.Count; i++)
        {
            if (i % (1 << 14) == 0 || symmetry?.Operations.Count > LargestOrbit) cancellationToken.ThrowIfCancellationRequested();
            atoms.Add(i, symmetry?.Operations ?? [SymmetryOperationText.Identity]);
        }

        if (atoms.Count == 0 || !atoms.AllFinite) throw new InputException("the positions of the atoms are not finite numbers", file, block.Line, "correct the coordinates");
        var info = new List<KeyValuePair<string, InfoValue>>();
        if (block.Name.Length > 0) info.Add(new("name", new TextInfo(block.Name)));
        if (block.Value(CifTags.Formula) is var (formula, _)) info.Add(new("formula", new TextInfo(Line(formula))));
        if (CifSymmetry.Name(block) is { } group) info.Add(new("space_group", new TextInfo(Line(group))));
        string[] remarks = symmetry?.Remark is { } remark ? [remark, .. atoms.Remarks()] : [.. atoms.Remarks()];
        return atoms.Build(info, new(file, frame, block.Line), remarks);
    }

    private static string Line(string text) => text.ReplaceLineEndings(" ").Trim();

    private static Matrix3D? Cell(CifBlock block, string file)
    {
        if (CifTags.Lengths.All(tag => block.Value([tag]) is null)) return null;
        var parameters = new double[6];
        for (var i = 0; i < 6; i++)
        {
            var tag = i < 3 ? CifTags.Lengths[i] : CifTags.Angles[i - 3];
            // An angle that is not given is a right one, by the dictionary.
            parameters[i] = i < 3 ? 0 : 90;
            if (block.Value([tag]) is not var (text, line))
            {
                if (i >= 3) continue;
                throw new InputException($"the cell has no {tag}", file, block.Line, "give three lengths");
            }

            if (!CifNumber.TryParse(text, out parameters[i]) || !(parameters[i] > 0) || !double.IsFinite(parameters[i]) || (i >= 3 && parameters[i] >= 180))
            {
                throw new InputException($"{tag} is {TextBytes.Quote(text)}", file, line, i < 3 ? "write a length in Å" : "write an angle between 0 and 180 degrees");
            }
        }

        var cell = CifCell.FromParameters(parameters.AsSpan(0, 3), parameters.AsSpan(3));
        return CellChecks.Fault(cell) is null ? cell : throw new InputException("no cell has these lengths and angles", file, block.Value(CifTags.Lengths[..1])?.Line ?? block.Line, "correct the cell");
    }
}
