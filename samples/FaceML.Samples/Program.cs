using System.Reflection;

// dotnet run --project samples/FaceML.Samples -- NAME, from the root of the repository: it reads datasets/samples.
Dictionary<string, MethodInfo> samples = Assembly.GetExecutingAssembly().GetTypes()
    .Where(type => type.Namespace == "FaceML.Samples" && type.GetMethod("Run") is not null)
    .ToDictionary(type => type.Name, type => type.GetMethod("Run")!, StringComparer.OrdinalIgnoreCase);
if (args.Length != 1 || !samples.TryGetValue(args[0], out MethodInfo? run))
{
    Console.Error.WriteLine($"Samples: {string.Join(", ", samples.Keys.Order(StringComparer.Ordinal))}");
    return 2;
}

run.Invoke(null, [Console.Out]);
return 0;
