using System.Text;

namespace Lithoscope.Potentials.Tests;

/// <summary>Damaged files of LAMMPS's potentials end in one sentence, or are read.</summary>
public class PotentialFileFuzzTests
{
    [Theory]
    [InlineData("sw")]
    [InlineData("tersoff")]
    [InlineData("setfl")]
    [InlineData("setfl-pairs")]
    public void A_damaged_file_is_refused_in_one_sentence_or_read(string layout)
    {
        var original = Encoding.UTF8.GetBytes(layout switch
        {
            "sw" => StillingerWeberTests.Mixture,
            "tersoff" => TersoffTests.SiliconCarbide,
            "setfl" => EmbeddedAtomTests.Setfl(2, false, 8, 10),
            _ => EmbeddedAtomTests.Setfl(2, true, 8, 10),
        });
        var crystal = RandomCrystals.Make(1, 8, 2.6, true, layout.StartsWith("setfl", StringComparison.Ordinal) ? [29, 28] : layout == "sw" ? [14, 32] : [6, 14]);
        Damage.Survive(
            [original],
            (bytes, _) =>
            {
                IPotential potential = layout switch
                {
                    "sw" => StillingerWeberFormat.Read(bytes, "x"),
                    "tersoff" => TersoffFormat.Read(bytes, "x"),
                    _ => SetflFormat.Read(bytes, "x"),
                };
                // A length that has grown beyond reason would only make the list long.
                if (potential.Cutoff < 20) Derivatives.Evaluate(potential, crystal);
            },
            20_000,
            3000,
            "Cu fcc");
    }
}
