namespace Lithoscope.Simulation;

/// <summary>A stretch of a run with one way of moving.</summary>
/// <param name="Name">Its name.</param>
/// <param name="First">Number of its first step in the whole run, from 1.</param>
/// <param name="Steps">Number of steps.</param>
/// <param name="Start">Time at its beginning, fs.</param>
/// <param name="TimeStep">Time step, fs.</param>
/// <param name="Temperature">Temperature at its beginning, K.</param>
/// <param name="TemperatureEnd">Temperature at its end, K.</param>
/// <param name="Thermostat">Coupling to a bath.</param>
/// <param name="TimeConstant">Time constant of the coupling, fs.</param>
/// <param name="Press">Coupling of the cell to a pressure.</param>
internal sealed record Stage(string Name, long First, long Steps, double Start, double TimeStep, double Temperature, double TemperatureEnd, ThermostatKind Thermostat, double TimeConstant, Press Press)
{
    public const double DefaultTimeStep = 1;
    public const double DefaultTemperature = 300;
    public const double DefaultTimeConstant = 500;

    /// <summary>The bath's temperature in a step, K.</summary>
    /// <param name="step">Number of the step in the whole run.</param>
    public double TemperatureAt(long step) => At(step, Temperature, TemperatureEnd);

    /// <summary>The pressure outside in a step, GPa.</summary>
    /// <param name="step">Number of the step in the whole run.</param>
    public double PressureAt(long step) => At(step, Press.Pressure, Press.PressureEnd);

    /// <summary>Number of its last step in the whole run.</summary>
    public long Last => First + Steps - 1;

    /// <summary>Time after a step, fs: no sum of time steps, whose rounding would pile up.</summary>
    public double TimeAfter(long step) => Start + (step - First + 1) * TimeStep;

    /// <summary>How atoms are moved.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="isFixed">Whether Langevin dynamics keeps the whole at rest.</param>
    public Ensemble CreateEnsemble(ulong seed, bool isFixed = false)
    {
        if (Press.Kind == BarostatKind.Mtk) return new MartynaTobiasKlein(TimeConstant, Press.TimeConstant, Press.Motion);
        var barostat = Press.CreateBarostat(seed);
        return Thermostat switch
        {
            ThermostatKind.None => new MicrocanonicalEnsemble { Barostat = barostat },
            ThermostatKind.Langevin => new LangevinDynamics(seed, TimeConstant, isFixed) { Barostat = barostat },
            ThermostatKind.NoseHoover => new NoseHooverChain(TimeConstant) { Barostat = barostat },
            _ => new StochasticRescaling(seed, TimeConstant) { Barostat = barostat },
        };
    }

    /// <summary>The stages that options describe.</summary>
    public static IReadOnlyList<Stage> Of(MolecularDynamicsOptions options)
    {
        List<Stage> stages = [];
        var (first, start) = (1L, 0.0);
        var named = options.Stages.Count > 0 ? options.Stages.ToArray() : [KeyValuePair.Create("run", new StageOptions())];
        for (var k = 0; k < named.Length; k++)
        {
            var (name, own) = (named[k].Key, named[k].Value);
            // A temperature of the stage's own is held unless it says where it ends.
            var temperature = own.Temperature ?? options.Temperature ?? DefaultTemperature;
            var end = own.TemperatureEnd ?? (own.Temperature is null ? options.TemperatureEnd : null) ?? temperature;
            var steps = own.Steps ?? (k == named.Length - 1 ? options.Steps : null) ?? 0;
            stages.Add(new(name, first, steps, start, own.Timestep ?? options.Timestep ?? DefaultTimeStep, temperature, end,
                own.Thermostat ?? options.Thermostat ?? ThermostatKind.Rescaling, own.TimeConstant ?? options.TimeConstant ?? DefaultTimeConstant, Press.Of(own, options)));
            start = stages[^1].TimeAfter(first + steps - 1);
            first += steps;
        }

        return stages;
    }

    private double At(long step, double start, double end) => Steps <= 1 ? end : start + (end - start) * ((double)(step - First) / (Steps - 1));
}
