using Lithoscope.Analysis;
using Lithoscope.Reporting;
using Lithoscope.Runtime;
using Lithoscope.Simulation;
using Lithoscope.Spectroscopy;

namespace Lithoscope.Cli;

/// <summary>The one place where kinds of step are registered. Add a line; docs/recipe.schema.json follows from it.</summary>
internal static class StepKinds
{
    public static StepKindRegistry All() => new(
    [
        new DocumentStep(),
        new MolecularDynamicsStep(),
        new RelaxationStep(),
        new RadialDistributionStep(),
        new CoordinationStep(),
        new AngularDistributionStep(),
        new StructureFactorStep(),
        new ClustersStep(),
        new RingsStep(),
        new ProfileStep(),
        new LithiationStep(),
        new XpsTrainStep(),
        new XpsPredictStep(),
    ]);
}
