using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(Lithoscope.Structures.Bench.NeighbourListBenchmark).Assembly).Run(args);
