namespace Lithoscope.Structures;

/// <summary>
/// The tags that a structure is made of, with the spellings of the old and the new core dictionaries and of macromolecular files. All are in lower
/// case with _ for the dot, so that _cell.length_a is found as _cell_length_a.
/// </summary>
internal static class CifTags
{
    /// <summary>Lengths of the lattice vectors, Å.</summary>
    public static readonly string[] Lengths = ["_cell_length_a", "_cell_length_b", "_cell_length_c"];

    /// <summary>Angles of the lattice vectors, degrees.</summary>
    public static readonly string[] Angles = ["_cell_angle_alpha", "_cell_angle_beta", "_cell_angle_gamma"];

    /// <summary>Symmetry operations.</summary>
    public static readonly string[] Operations = ["_space_group_symop_operation_xyz", "_symmetry_equiv_pos_as_xyz"];

    /// <summary>Hall symbol.</summary>
    public static readonly string[] Hall = ["_space_group_name_hall", "_symmetry_space_group_name_hall"];

    /// <summary>Hermann–Mauguin symbol.</summary>
    public static readonly string[] HermannMauguin =
        ["_space_group_name_h-m_alt", "_symmetry_space_group_name_h-m", "_space_group_name_h-m_full", "_space_group_name_h-m_ref", "_space_group_name_h-m"];

    /// <summary>Number of the space group.</summary>
    public static readonly string[] Number = ["_space_group_it_number", "_symmetry_int_tables_number"];

    /// <summary>Fractional coordinates.</summary>
    public static readonly string[] Fractions = ["_atom_site_fract_x", "_atom_site_fract_y", "_atom_site_fract_z"];

    /// <summary>Cartesian coordinates, Å.</summary>
    public static readonly string[] Cartesian = ["_atom_site_cartn_x", "_atom_site_cartn_y", "_atom_site_cartn_z"];

    /// <summary>The site's name.</summary>
    public static readonly string[] Label = ["_atom_site_label", "_atom_site_id"];

    /// <summary>The site's element.</summary>
    public static readonly string[] TypeSymbol = ["_atom_site_type_symbol"];

    /// <summary>The share of cells in which the site is occupied.</summary>
    public static readonly string[] Occupancy = ["_atom_site_occupancy"];

    /// <summary>How the site was found; dum for a point that is no atom.</summary>
    public static readonly string[] CalculationFlag = ["_atom_site_calc_flag"];

    /// <summary>Composition.</summary>
    public static readonly string[] Formula = ["_chemical_formula_sum"];

    private static readonly HashSet<string> All =
        [.. Lengths, .. Angles, .. Operations, .. Hall, .. HermannMauguin, .. Number, .. Fractions, .. Cartesian, .. Label, .. TypeSymbol, .. Occupancy, .. CalculationFlag, .. Formula];

    /// <summary>Whether a tag is one of these; the values of all others are read past.</summary>
    public static bool IsWanted(string tag) => All.Contains(tag);
}
