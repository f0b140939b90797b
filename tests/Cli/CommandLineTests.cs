using System.Reflection;
using Lithoscope.Runtime;

namespace Lithoscope.Cli.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("rn", "error: there is no command 'rn'; did you mean 'run'?")]
    [InlineData("recipe", "error: 'lithoscope recipe' needs a command: schema, kinds.")]
    [InlineData("recipe shema", "error: there is no command 'shema'; did you mean 'schema'?")]
    [InlineData("run r.yaml --resmue", "error: the option '--resmue' is not known; did you mean '--resume'?")]
    [InlineData("run r.yaml extra", "error: the argument 'extra' is one too many; see --help.")]
    [InlineData("run", "error: required argument 'RECIPE' missing for command: 'run'; see 'lithoscope run --help'.")]
    [InlineData("run r.yaml --threads none", "error: --threads must be a whole number from 1 to 1024, not 'none'; see 'lithoscope run --help'.")]
    [InlineData("evaluate a b -o c --stop-above high", "error: --stop-above must be a number, not 'high'; see 'lithoscope evaluate --help'.")]
    [InlineData("run r.yaml --output", "error: required argument missing for option: '--output'; see 'lithoscope run --help'.")]
    [InlineData("run /nowhere/r.yaml", "error: /nowhere/r.yaml: the recipe does not exist; give the path of a YAML file.")]
    public void A_faulty_command_line_ends_with_one_sentence_and_code_2(string args, string sentence)
    {
        var (code, output, error) = CliHarness.Run(args.Split(' '));
        Assert.Equal(sentence + Environment.NewLine, error);
        Assert.Equal((ExitCodes.Input, ""), (code, output));
    }

    [Fact]
    public void Version_and_help_go_to_standard_output()
    {
        var (code, output, error) = CliHarness.Run(["--version"]);
        Assert.Equal((0, ""), (code, error));
        Assert.Matches(@"\Alithoscope \d+\.\d+\.\d+(\+[0-9a-f]+)?\s*\z", output);
        foreach (var args in new string[][] { [], ["--help"], ["run", "--help"] })
        {
            (code, output, error) = CliHarness.Run(args);
            Assert.Equal((0, ""), (code, error));
            Assert.Contains("lithoscope", output, StringComparison.Ordinal);
            Assert.DoesNotContain("Lithoscope.Cli", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Kinds_are_listed_with_what_they_do()
    {
        var (code, output, _) = CliHarness.Run(["recipe", "kinds"], new CountKind());
        Assert.Equal((0, "test.count  Counts bytes." + Environment.NewLine), (code, output));
    }

    [Fact]
    public void The_published_schema_is_the_one_the_program_prints()
    {
        var (code, output, _) = CliHarness.Run(["recipe", "schema"], [.. StepKinds.All().Kinds]);
        Assert.Equal(0, code);
        Assert.True(File.ReadAllText(Repository.Find("docs", "recipe.schema.json")) == output, "docs/recipe.schema.json is out of date: ./lithoscope recipe schema > docs/recipe.schema.json");
    }

    [Fact]
    public void Every_registered_kind_has_a_proper_name_summary_and_options_that_do_not_clash()
    {
        foreach (var kind in StepKinds.All().Kinds)
        {
            Assert.Matches(@"\A[a-z0-9]+(\.[a-z0-9]+)*\z", kind.Name);
            Assert.EndsWith(".", kind.Summary, StringComparison.Ordinal);
            foreach (var property in kind.OptionsType.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                Assert.DoesNotContain(property.Name, new[] { "Recipe", "Seed", "Threads", "Precision", "Id", "Do" });
                Assert.True(property.GetCustomAttribute<System.ComponentModel.DescriptionAttribute>() is not null, $"{kind.OptionsType.Name}.{property.Name} needs [Description]");
            }
        }
    }
}
