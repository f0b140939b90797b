using Lithoscope.Cli;

return CommandLine.Run(args, Console.Out, Console.Error, StepKinds.All);
