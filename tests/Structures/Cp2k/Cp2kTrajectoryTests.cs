using System.Text;
using Lithoscope.Runtime;
using Lithoscope.Tests;

namespace Lithoscope.Structures.Tests;

public class Cp2kTrajectoryTests
{
    private const string Frame = "       2\n i =        5, time =        2.500, E =        -2.2765253569\n  H         0.1000000000        0.2000000000        0.3000000000\n  H         0.1000000000        0.2500000000        1.0800000000\n";

    [Fact]
    public void Comments_give_step_time_and_energy()
    {
        using var folder = new TemporaryFolder();
        var frames = StructureFile.Read(folder.Write("md-pos-1.xyz", Frame + Frame.Replace("time =        2.500, ", "", StringComparison.Ordinal)), cancellationToken: TestContext.Current.CancellationToken).ToList();
        Assert.Equal(2, frames.Count);
        Assert.Equal([5], ((IntegerInfo)frames[0].FindInfo("step")!).Values);
        Assert.Equal([2.5], ((RealInfo)frames[0].FindInfo("time")!).Values);
        Assert.Equal(-2.2765253569 * 27.211386245988, StructureLabels.Energy(frames[0])!.Value, 1e-9);
        Assert.Null(frames[1].FindInfo("time"));
        Assert.Contains("-1.cell", Assert.Single(frames[0].Remarks), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("       2\n")]
    [InlineData("       2\n i =        5, E =        -2.2765253569\n  H 0 0 0\n  H 0 0")]
    [InlineData("       2\n i =        5, E =        -2.2765253569\n  H 0 0 0\n  H 0 0 0.5")]
    public void A_last_frame_that_is_cut_off_is_left_out(string rest)
    {
        var frame = Read(Frame + rest, "a-pos-1.xyz").Single();
        Assert.Equal(rest.Length > 0, frame.Remarks.Any(r => r.Contains("frame 2 is cut off", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("/a/md-frc-1.xyz", "holds forces")]
    [InlineData("md-vel-1.xyz", "holds velocities")]
    public void Files_of_forces_and_velocities_are_not_taken_for_positions(string name, string what)
    {
        var fault = Assert.Throws<InputException>(() => Read(Frame, name).ToList());
        Assert.Contains(what, fault.What, StringComparison.Ordinal);
        Assert.Contains("-pos-", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_frame_that_is_cut_off_and_other_faults_are_refused()
    {
        Assert.Throws<InputException>(() => Read(Frame[..^30], "a.xyz").ToList());
        Assert.Throws<InputException>(() => Read(Frame + Frame.Replace("0.3000000000", "x", StringComparison.Ordinal) + Frame, "a.xyz").ToList());
    }

    [Fact]
    public void Plain_XYZ_of_other_programs_is_none()
    {
        foreach (var comment in new[] { "", "energy=-1", "i = 5", "step i = 5, E = -1" }) Assert.False(new Cp2kTrajectoryFormat().MatchesContent(Encoding.UTF8.GetBytes($"1\n{comment}\nH 0 0 0\n")));
    }

    [Fact]
    public void Trajectories_survive_damage() => Mutations.Survive(
        [Encoding.UTF8.GetBytes(Frame + Frame), Encoding.UTF8.GetBytes(Frame)], stream => Cp2kTrajectoryReader.Read(stream, "a-pos-1.xyz"), seed: 16, " i = ", ", E = ", ", time = ", "H ");

    private static IEnumerable<Structure> Read(string text, string name) => Cp2kTrajectoryReader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), name);
}
