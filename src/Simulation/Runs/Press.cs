using Lithoscope.Structures;

namespace Lithoscope.Simulation;

/// <summary>How a stage couples the cell to a pressure.</summary>
/// <param name="Kind">The barostat.</param>
/// <param name="Pressure">Pressure at the beginning, GPa.</param>
/// <param name="PressureEnd">Pressure at the end, GPa.</param>
/// <param name="Motion">What of the cell moves.</param>
/// <param name="TimeConstant">Time constant, fs.</param>
/// <param name="Compressibility">Compressibility, 1/GPa.</param>
internal sealed record Press(BarostatKind Kind, double Pressure, double PressureEnd, CellMotion Motion, double TimeConstant, double Compressibility)
{
    public const double DefaultTimeConstant = 2000;

    // That of Stillinger–Weber silicon, whose bulk modulus is 101 GPa. Softer matter follows faster.
    public const double DefaultCompressibility = 0.01;

    /// <summary>What a stage says, and the recipe where it says nothing.</summary>
    public static Press Of(StageOptions own, MolecularDynamicsOptions options)
    {
        // A pressure of the stage's own is held unless it says where it ends.
        var pressure = own.Pressure ?? options.Pressure ?? 0;
        return new(own.Barostat ?? options.Barostat ?? BarostatKind.None, pressure, own.PressureEnd ?? (own.Pressure is null ? options.PressureEnd : null) ?? pressure,
            own.Cell ?? options.Cell ?? CellMotion.Isotropic, own.PressureTimeConstant ?? options.PressureTimeConstant ?? DefaultTimeConstant, own.Compressibility ?? options.Compressibility ?? DefaultCompressibility);
    }

    /// <summary>The barostat that acts within steps of other ensembles, or null.</summary>
    public Barostat? CreateBarostat(ulong seed) => Kind switch
    {
        BarostatKind.Rescaling => new StochasticCellRescaling(seed, TimeConstant, Compressibility / Unit.Gigapascal, Motion),
        BarostatKind.Berendsen => new BerendsenBarostat(TimeConstant, Compressibility / Unit.Gigapascal, Motion),
        _ => null,
    };

    /// <summary>In words, for the plan of a run; empty at constant volume.</summary>
    public string Describe()
    {
        if (Kind == BarostatKind.None) return "";
        var pressure = Pressure == PressureEnd ? FormattableString.Invariant($"{Pressure:G6} GPa") : FormattableString.Invariant($"{Pressure:G6} to {PressureEnd:G6} GPa");
        var name = Kind switch { BarostatKind.Rescaling => "stochastic cell rescaling", BarostatKind.Mtk => "Martyna–Tobias–Klein barostat", _ => "Berendsen barostat, which does not sample the ensemble" };
        return FormattableString.Invariant($"; {pressure}, {name} with τ of {TimeConstant:G6} fs, {(Motion == CellMotion.Isotropic ? "isotropic" : "all of the cell")}");
    }
}
