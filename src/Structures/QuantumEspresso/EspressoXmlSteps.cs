using Lithoscope.Numerics;

namespace Lithoscope.Structures;

/// <summary>Reads one structure with its results after another from the elements of a data-file-schema.xml file.</summary>
internal sealed class EspressoXmlSteps(XmlElements xml, CancellationToken cancellationToken)
{
    // The output repeats the last step of a relaxation to all digits; a final SCF in a fixed cell has another energy.
    private const double SamePosition = 1e-9;

    private readonly Dictionary<string, (double Mass, string Potential)> _species = new(StringComparer.Ordinal);
    private XmlElements.Scope? _root;
    private (EspressoStep Step, EspressoAtoms Atoms)? _held;
    private EspressoAtoms? _input;
    private int _frame;
    private bool _ended;

    /// <summary>What is to be said about the end of the file, once it is reached.</summary>
    public string? Remark { get; private set; }

    /// <summary>The next structure, or null at the end of the file.</summary>
    public Structure? ReadStep()
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (!_ended)
        {
            var read = Next();
            var held = _held;
            _held = read;
            if (held is not { } last) continue;
            // The output of a relaxation says more about its last structure, the stress and the Fermi energy.
            var repeats = read is { } r && r.Step.Energy.Equals(last.Step.Energy) && r.Atoms.Agrees(last.Atoms, SamePosition);
            if (!repeats) return last.Step.Build(last.Atoms, xml.File, _frame++);
        }

        if (_frame > 0) return null;
        if (_input is not { } atoms) throw xml.Fault("the file ends before there is a structure in it", "repeat the run");
        return new EspressoStep(1).Build(atoms, xml.File, _frame++, "the file holds the input only: the structure has no energy");
    }

    // The next step or output with a structure; null at the end.
    private (EspressoStep Step, EspressoAtoms Atoms)? Next()
    {
        try
        {
            while (NextElement())
            {
                if (xml.Name == "input") ReadInput();
                else if (xml.Name is "step" or "output" && ReadResults() is { } results) return results;
            }
        }
        catch (CutOffException)
        {
            if (_frame > 0 || _held is not null) Remark = "the file is cut off after this step: the run was killed or is still going";
        }

        _ended = true;
        return null;
    }

    private bool NextElement()
    {
        if (_root is null)
        {
            if (!xml.NextChild(XmlElements.Whole) || xml.Name != "espresso") throw xml.Fault("this XML file does not begin with the element espresso", "name a data-file-schema.xml file");
            _root = xml.Here();
        }

        return xml.NextChild(_root.Value);
    }

    private void ReadInput()
    {
        var input = xml.Here();
        while (xml.NextChild(input))
        {
            if (xml.Name == "atomic_species") ReadSpecies();
            else if (xml.Name == "atomic_structure") _input = ReadAtoms();
        }
    }

    private void ReadSpecies()
    {
        var list = xml.Here();
        while (xml.NextChild(list))
        {
            if (xml.Name != "species" || xml.Attribute("name") is not { } label) continue;
            var (mass, potential) = (0.0, "");
            var species = xml.Here();
            while (xml.NextChild(species))
            {
                if (xml.Name == "mass") mass = xml.ReadReal() ?? 0;
                else if (xml.Name == "pseudo_file") potential = xml.ReadText();
            }

            _species[label] = (mass, potential);
        }
    }

    private (EspressoStep Step, EspressoAtoms Atoms)? ReadResults()
    {
        var step = new EspressoStep(xml.Line);
        EspressoAtoms? atoms = null;
        var element = xml.Here();
        while (xml.NextChild(element))
        {
            switch (xml.Name)
            {
                case "scf_conv": ReadConvergence(step); break;
                case "convergence_info":
                    var info = xml.Here();
                    while (xml.NextChild(info))
                    {
                        if (xml.Name == "scf_conv") ReadConvergence(step);
                    }

                    break;
                case "atomic_species": ReadSpecies(); break;
                case "atomic_structure": atoms = ReadAtoms(); break;
                case "total_energy": step.Energy = (Child("etot") ?? double.NaN) * Unit.Hartree; break;
                case "band_structure": step.FermiEnergy = (Child("fermi_energy") ?? double.NaN) * Unit.Hartree; break;
                case "forces": step.Forces = [.. Numbers(Unit.HartreePerBohr)]; break;
                case "stress":
                    // As in the text, compression is positive; in Hartree/Bohr³.
                    if (Numbers(-Unit.Hartree / (Unit.Bohr * Unit.Bohr * Unit.Bohr)) is [var xx, var xy, var xz, var yx, var yy, var yz, var zx, var zy, var zz])
                    {
                        step.Stress = new Matrix3D(new(xx, xy, xz), new(yx, yy, yz), new(zx, zy, zz));
                    }

                    break;
            }
        }

        if (atoms is null) return null;
        if (step.Forces is { } forces && forces.Length != 3 * atoms.Species.Length) throw xml.Fault("the forces are not three for each atom", "repair the file or repeat the run");
        return (step, atoms);
    }

    private void ReadConvergence(EspressoStep step)
    {
        var element = xml.Here();
        while (xml.NextChild(element))
        {
            if (xml.Name == "convergence_achieved") step.IsUnconverged = xml.ReadText() == "false";
        }
    }

    private EspressoAtoms ReadAtoms()
    {
        var (labels, positions, vectors) = (new List<string>(), new List<double>(), new List<double>());
        var structure = xml.Here();
        while (xml.NextChild(structure))
        {
            if (xml.Name is not ("atomic_positions" or "cell")) continue;
            var isCell = xml.Name == "cell";
            var list = xml.Here();
            while (xml.NextChild(list))
            {
                if (!isCell) labels.Add(xml.Attribute("name") ?? "");
                xml.ReadReals(isCell ? vectors : positions);
            }
        }

        if (vectors.Count != 9) throw xml.Fault("a structure does not have three lattice vectors", "repair the file or repeat the run");
        if (labels.Count == 0 || positions.Count != 3 * labels.Count) throw xml.Fault("the positions of a structure are not three for each atom", "repair the file or repeat the run");
        var cell = Unit.Bohr * new Matrix3D(new(vectors[0], vectors[1], vectors[2]), new(vectors[3], vectors[4], vectors[5]), new(vectors[6], vectors[7], vectors[8]));
        if (CellChecks.Fault(cell) is { } fault) throw xml.Fault(fault, CellChecks.Remedy);
        if (positions.Exists(x => !double.IsFinite(x))) throw xml.Fault("a coordinate is not a finite number", "positions must be known: repair the file");
        var species = new byte[labels.Count];
        for (var i = 0; i < species.Length; i++)
        {
            var (mass, potential) = _species.GetValueOrDefault(labels[i], (0, ""));
            if (!EspressoLabel.TryParse(labels[i], mass, potential, out species[i])) throw xml.Fault($"{TextBytes.Quote(labels[i])} does not begin with the symbol of an element", "repair the file or repeat the run");
        }

        return new([.. labels], species, [.. positions.Select(x => x * Unit.Bohr)], cell);
    }

    private double? Child(string name)
    {
        double? value = null;
        var element = xml.Here();
        while (xml.NextChild(element))
        {
            if (xml.Name == name) value = xml.ReadReal();
        }

        return value;
    }

    private List<double> Numbers(double unit)
    {
        var values = new List<double>();
        xml.ReadReals(values);
        for (var i = 0; i < values.Count; i++) values[i] *= unit;
        return values;
    }
}
