using System.Runtime.Loader;

namespace Microsoft.ML.Tests.Kernel.Api;

/// <summary>
/// Nothing is public here that the real ML.NET lacks: type kinds, bases, interfaces, generic constraints, members, parameter names and defaults, attributes.
/// Runs when FACEML_MLNET_REAL names a folder with the real assemblies and what they need.
/// </summary>
[TestClass]
public sealed class SubsetTests
{
    [TestMethod]
    public void EveryPublicLineIsAlsoOneOfTheRealMLNet()
    {
        string folder = Environment.GetEnvironmentVariable("FACEML_MLNET_REAL");
        if (string.IsNullOrEmpty(folder))
        {
            Assert.Inconclusive("FACEML_MLNET_REAL does not name a folder with the real ML.NET.");
        }

        var context = new AssemblyLoadContext("real ML.NET", isCollectible: true);
        context.Resolving += (loader, name) =>
            File.Exists(Path.Combine(folder, name.Name + ".dll")) ? loader.LoadFromAssemblyPath(Path.Combine(folder, name.Name + ".dll")) : null;
        var real = new HashSet<string>(StringComparer.Ordinal);
        foreach (string file in Directory.GetFiles(folder, "Microsoft.ML.*.dll").Append(Path.Combine(folder, "Microsoft.Extensions.ML.dll")))
        {
            real.UnionWith(Surface.Lines(context.LoadFromAssemblyPath(file)));
        }

        string[] lines = [.. Surface.Lines(typeof(MLContext).Assembly)];
        Assert.IsGreaterThan(400, lines.Length);
        string[] surplus = [.. lines.Where(line => !real.Contains(line))];
        Assert.IsEmpty(surplus, string.Join('\n', surplus));
    }
}
