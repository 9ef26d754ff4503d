using MLNet.Bench;

Console.WriteLine($"ML.NET: {typeof(MLContext).Assembly.GetName().Name}; .NET {Environment.Version}; {Environment.ProcessorCount} processors");
Console.WriteLine($"{"line",-55} {"per item",12} {"items/s",14} {"bytes/item",12}");
int rows = args.Length > 0 ? int.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 1_000_000;
PredictionBench.Run();
ViewBench.Run(rows);
