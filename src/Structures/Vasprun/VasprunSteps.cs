using System.Globalization;

namespace Lithoscope.Structures;

/// <summary>Reads one ionic step after another from the elements of a vasprun.xml file.</summary>
internal sealed class VasprunSteps(XmlElements xml, CancellationToken cancellationToken)
{
    private XmlElements.Scope? _root;
    private VasprunAtoms? _atoms;
    private VasprunParameters _parameters = new(null, 0);
    private bool[]? _moveMask;
    private int _frame;
    private bool _ended;

    /// <summary>What is to be said about the end of the file, once it is reached.</summary>
    public string? Remark { get; private set; }

    /// <summary>The next ionic step, or null at the end of the file.</summary>
    public Structure? ReadStep()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_ended) return null;
        VasprunStep? step = null;
        try
        {
            while (NextElement())
            {
                if (xml.Name != "calculation")
                {
                    ReadHeader();
                    continue;
                }

                step = new(xml.Line);
                step.Read(xml, cancellationToken);
                if (step.Structure is not null) return Build(step);
            }

            _ended = true;
        }
        catch (CutOffException)
        {
            _ended = true;
            var complete = step is { Structure: not null, HasEnergy: true };
            if (_frame > 0 || complete) Remark = complete || step is null ? "the file is cut off after this step: the run was killed or is still going" : $"step {Plain(_frame + 1)} is not complete in the file and was left out: the run was killed or is still going";
            if (complete) return Build(step!);
        }

        if (_frame == 0) throw xml.Fault("the file ends before its first ionic step is complete", "wait for the run or repeat it");
        return null;
    }

    private bool NextElement()
    {
        if (_root is null)
        {
            if (!xml.NextChild(XmlElements.Whole) || xml.Name != "modeling") throw xml.Fault("this XML file does not begin with the element modeling", "name a vasprun.xml file");
            _root = xml.Here();
        }

        return xml.NextChild(_root.Value);
    }

    private void ReadHeader()
    {
        switch (xml.Name)
        {
            case "parameters": _parameters = VasprunParameters.Read(xml); break;
            case "atominfo": _atoms = VasprunAtoms.Read(xml); break;
            // Only the first structures say which atoms were held, and only this is taken from them; the primitive cell has other atoms.
            case "structure" when xml.Attribute("name") == "initialpos": _moveMask = VasprunStructure.Read(xml).MoveMask; break;
        }
    }

    private Structure Build(VasprunStep step)
    {
        var species = _atoms?.Species ?? throw xml.Fault("the file does not name its atoms before its first ionic step", "repair the file or have it written again");
        var structure = step.Structure!;
        if (structure.Fractional.Count != 3 * species.Length) throw Uneven("positions", structure.Fractional.Count, species.Length);
        if (step.Forces.Count != 0 && step.Forces.Count != 3 * species.Length) throw Uneven("forces", step.Forces.Count, species.Length);
        var number = ++_frame;
        var labels = VasprunLabels.Of(step, _parameters, number);
        var columns = new List<AtomColumn>(labels.Columns);
        if ((structure.MoveMask ?? _moveMask) is { } mask && mask.Length == 3 * species.Length) columns.Add(new LogicalColumn("move_mask", 3, mask));
        return new(species, structure.Positions(xml), structure.Cell, Periodicity.Full, columns, labels.Info, new(xml.File, number - 1, step.Line), labels.Remarks);
    }

    private Exception Uneven(string what, int values, int atoms) =>
        xml.Fault($"an ionic step has {Plain(values)} values of {what} for {Plain(atoms)} atoms", "repair the file or have it written again");

    private static string Plain(int number) => number.ToString(CultureInfo.InvariantCulture);
}
