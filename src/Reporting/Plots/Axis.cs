namespace Lithoscope.Reporting;

/// <summary>One axis of a <see cref="Plot"/>: what it shows, and how. Limits left out follow from the data.</summary>
public sealed record Axis
{
    /// <summary>Creates an axis.</summary>
    /// <param name="label">Its caption with the unit in brackets, such as "Binding energy (eV)".</param>
    public Axis(string label = "") => Label = label;

    /// <summary>Caption, with the unit in brackets.</summary>
    public string Label { get; init; }

    /// <summary>Lower limit in the axis' unit; null, NaN or (on a logarithmic axis) not positive: from the data.</summary>
    public double? Minimum { get; init; }

    /// <summary>Upper limit in the axis' unit; null, NaN or (on a logarithmic axis) not positive: from the data.</summary>
    public double? Maximum { get; init; }

    /// <summary>True: values grow to the left (or downwards), as is the custom for binding energies.</summary>
    public bool Reversed { get; init; }

    /// <summary>True: logarithmic; values that are not positive are left out.</summary>
    public bool Logarithmic { get; init; }

    /// <summary>False: no numbers and no ticks, for arbitrary units.</summary>
    public bool ShowTicks { get; init; } = true;

    /// <summary>Text of a tick; null: plain decimals with the digits that the tick distance needs.</summary>
    public Func<double, string>? TickFormat { get; init; }

    /// <summary>Positions and texts of the ticks, for categories; null: chosen automatically.</summary>
    public IReadOnlyList<AxisTick>? Ticks { get; init; }

    /// <summary>An axis with this caption and nothing else out of the ordinary.</summary>
    public static implicit operator Axis(string label) => new(label);

    /// <summary>The axis of a photoelectron spectrum: binding energy in eV, growing to the left.</summary>
    public static Axis BindingEnergy(string label = "Binding energy (eV)") => new(label) { Reversed = true };
}

/// <summary>A tick with a text of the caller's choice.</summary>
/// <param name="Value">Where it stands, in the axis' unit.</param>
/// <param name="Text">What it says.</param>
public sealed record AxisTick(double Value, string Text);
