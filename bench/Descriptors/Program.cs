BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(Lithoscope.Descriptors.Bench.SoapBenchmark).Assembly).Run(args);
