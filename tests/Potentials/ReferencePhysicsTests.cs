using Lithoscope.Numerics;
using Lithoscope.Structures;
using Lithoscope.Tests;

namespace Lithoscope.Potentials.Tests;

/// <summary>What must hold for every potential: forces are derivatives of an energy without jumps, good enough that dynamics conserves it.</summary>
public class ReferencePhysicsTests
{
    public static TheoryData<string> Folders => ReferencePotentials.Folders();

    [Theory]
    [MemberData(nameof(Folders))]
    public void Forces_and_virials_are_derivatives(string name)
    {
        if (ReferencePotentials.Read(name) is not { } potential) return;
        var atoms = ReferencePotentials.SmallestStructure(name);
        if (atoms.Count > 20) atoms = Part(atoms, 20);
        // Short steps: the second derivative jumps where a pair of a perfect crystal lies at a cutoff.
        Derivatives.Check(potential, atoms, 2e-6, 2e-5, 4e-5);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_energy_of_a_trimer_is_the_integral_of_its_force(string name)
    {
        if (ReferencePotentials.Read(name) is not { } potential) return;
        // The third atom comes in from beyond the cutoff of both others: every cutoff and switch on the way is crossed.
        var element = (byte)potential.Elements[0];
        var other = (byte)potential.Elements[^1];
        const double step = 0.01;
        Atoms trimer = new(new Structure([element, other, other], [0, 0, 0, 0, 2.3, 0, 0, 0, 0]));
        (double Energy, double Force) At(double x)
        {
            trimer.X[2] = x;
            var result = Derivatives.Evaluate(potential, trimer);
            return (result.Energy, result.Fx[2]);
        }

        if (IsSteeperThanRounding(potential)) return;
        var jump = 0.0;
        for (var x = potential.Cutoff + 0.1; x > 1.6; x -= step) jump = Math.Max(jump, Jump(At, x - step, x));
        Assert.True(Has(potential, "cutoff_type 0)") ? jump > 1e-9 : jump == 0, $"the energy jumps by {jump:e2} eV");
    }

    // Simpson's rule on ever shorter stretches: what is left where they can be no shorter is a jump of the energy.
    private static double Jump(Func<double, (double Energy, double Force)> at, double left, double right)
    {
        const double shortest = 1e-7;
        var (a, b) = (at(left), at(right));
        var work = -(right - left) * (a.Force + 4 * at(0.5 * (left + right)).Force + b.Force) / 6;
        var missing = Math.Abs(b.Energy - a.Energy - work);
        if (missing < 1e-9 + 1e-12 * Math.Abs(a.Energy)) return 0;
        if (right - left < shortest) return missing;
        var middle = 0.5 * (left + right);
        return Math.Max(Jump(at, left, middle), Jump(at, middle, right));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Dynamics_conserves_energy_to_second_order_in_the_time_step(string name)
    {
        if (ReferencePotentials.Read(name) is not { } potential) return;
        SlowTests.Require();
        // By definition the energy jumps at a hard cutoff, and the force where a rectifier's argument changes its sign.
        if (Has(potential, "cutoff_type 0)") || Has(potential, "Rectifier")) return;
        // Halving the step of velocity Verlet quarters the fluctuation of the energy, if forces are smooth.
        var (coarse, fine) = (Fluctuation(potential, name, 0.05), Fluctuation(potential, name, 0.025));
        TestContext.Current.TestOutputHelper?.WriteLine($"{coarse:e2} {fine:e2} eV");
        Assert.InRange(coarse / fine, 3, 5.5);
    }

    private static double Fluctuation(IPotential potential, string name, double timeStep)
    {
        const double duration = 24; // fs
        const double unit = 0.00964853321; // 1 eV/Å/amu in Å/fs²: e/(amu·10¹⁰) of CODATA 2018
        var atoms = ReferencePotentials.SmallestStructure(name);
        if (atoms.Count > 60) atoms = Part(atoms, 60);
        var stream = new RandomStream(1, "velocities");
        var masses = atoms.AtomicNumbers.Select(z => Element.Mass(z)).ToArray();
        // 300 K: √(k_B T/m).
        var velocities = Enumerable.Range(0, 3 * atoms.Count).Select(k => Math.Sqrt(8.617333262e-5 * 300 / masses[k / 3] * unit) * stream.NextNormal()).ToArray();
        NeighbourList list = new(potential.Cutoff, 0.5);
        EvaluationResult result = new();
        List<double> energies = [];
        list.Build(atoms);
        potential.Evaluate(atoms, list, result);
        double Kinetic() => Enumerable.Range(0, velocities.Length).Sum(k => 0.5 * masses[k / 3] / unit * velocities[k] * velocities[k]);
        void Kick()
        {
            for (var i = 0; i < atoms.Count; i++)
            {
                var a = 0.5 * timeStep * unit / masses[i];
                velocities[3 * i] += a * result.Fx[i];
                velocities[3 * i + 1] += a * result.Fy[i];
                velocities[3 * i + 2] += a * result.Fz[i];
            }
        }

        for (var t = 0.0; t < duration; t += timeStep)
        {
            energies.Add(result.Energy + Kinetic());
            Kick();
            for (var i = 0; i < atoms.Count; i++)
            {
                atoms.X[i] += timeStep * velocities[3 * i];
                atoms.Y[i] += timeStep * velocities[3 * i + 1];
                atoms.Z[i] += timeStep * velocities[3 * i + 2];
            }

            list.Update(atoms);
            potential.Evaluate(atoms, list, result);
            Kick();
        }

        var mean = energies.Average();
        return Math.Sqrt(energies.Average(e => (e - mean) * (e - mean)));
    }

    private static bool Has(IPotential potential, string text) => potential.Describe().Any(d => d.Value.Contains(text, StringComparison.Ordinal));

    // Where training saw a descriptor vary by rounding alone and the model divides by that range, a network turns over within 1e-9 Å once the descriptor is no longer nought: by
    // finite steps in double precision that cannot be told from a jump. The published Li model of mlearn (n2p2/mlearn_li) has ranges down to 6e-32.
    private static bool IsSteeperThanRounding(IPotential potential)
    {
        if (potential is not LocalPotential local) return false;
        for (var species = 0; species < local.Elements.Count; species++)
        {
            if (local.FeatureBox(species) is not { } box) continue;
            for (var k = 0; k < box.Minimum.Count; k++)
            {
                if (box.Maximum[k] - box.Minimum[k] is > 0 and < 1e-12) return true;
            }
        }

        return false;
    }

    // Fewer atoms as a cluster: what is left of a structure cut out of it.
    private static Atoms Part(Atoms atoms, int count) => new(new Structure(
        atoms.AtomicNumbers[..count], [.. Enumerable.Range(0, count).SelectMany(i => new[] { atoms.X[i], atoms.Y[i], atoms.Z[i] })]));
}
