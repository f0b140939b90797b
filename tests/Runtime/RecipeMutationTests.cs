using System.Text;

namespace Lithoscope.Runtime.Tests;

public sealed class RecipeMutationTests
{
    [Fact]
    public void Three_thousand_mutations_end_in_a_plan_or_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.xyz", "frames ");
        var text = Encoding.UTF8.GetBytes("recipe: 1\nseed: 3\nthreads: 2\nsteps:\n  - &a\n    id: fit\n    do: test.fit\n    data: a.xyz\n    sizes: [1, 2]\n    basis: {n_max: 3}\n    offsets: {Si: 1e-3}\n  - id: use\n    do: test.use\n    model: ${steps.fit.model}\n    note: \"x\\ty ${env.PATH}\"\n");
        var pieces = new[] { "${", "}", ": ", "- ", "\n", "  ", "*a", "&a ", "[", "]", "{", "!!str ", "\"", "'", "|\n", "? ", "---\n", "%YAML 9.9\n", "\t", "\0", "\uFEFF", "<<: *a" }.Select(Encoding.UTF8.GetBytes).ToArray();
        var kinds = new StepKindRegistry([new FitKind(), new UseKind()]);
        const int seed = 31;
        var random = new Random(seed);
        var (planned, refused) = (0, 0);
        for (var round = 0; round < 3_000; round++)
        {
            var mutant = text.ToList();
            for (var k = random.Next(1, 4); k > 0; k--)
            {
                var at = random.Next(mutant.Count);
                if (random.Next(3) == 0) mutant.RemoveRange(at, Math.Min(random.Next(1, 20), mutant.Count - at));
                else if (random.Next(2) == 0) mutant.InsertRange(at, pieces[random.Next(pieces.Length)]);
                else mutant[at] = (byte)random.Next(256);
            }

            var path = folder["m.yaml"];
            File.WriteAllBytes(path, [.. mutant]);
            try
            {
                RunPlan.Make(Recipe.Read(path, kinds), folder["run"], 1).ResolvedRecipe();
                planned++;
            }
            catch (InputException)
            {
                refused++;
            }
            catch (Exception fault)
            {
                Assert.Fail($"seed {seed}, round {round}: {fault}\n{Encoding.UTF8.GetString([.. mutant])}");
            }
        }

        Assert.True(planned > 30 && refused > 1500, $"{planned} planned, {refused} refused");
    }
}
