using System.Reflection;

namespace FaceML.Samples.Tests;

/// <summary>Every sample runs and prints what the comment at its end says.</summary>
[TestClass]
[DoNotParallelize]
public sealed class SamplesTests
{
    private const string Marker = "/* Output:";

    public static IEnumerable<object[]> Samples =>
        Directory.GetFiles(Path.Combine(TestData.Root, "samples", "FaceML.Samples"), "*.cs")
            .Select(Path.GetFileNameWithoutExtension).Where(name => name != "Program").Order(StringComparer.Ordinal)
                .Select(name => (object[])[name!]);

    [TestMethod]
    [DynamicData(nameof(Samples))]
    public void a_sample_prints_what_it_says(string name)
    {
        string source = File.ReadAllText(Path.Combine(TestData.Root, "samples", "FaceML.Samples", name + ".cs")).ReplaceLineEndings("\n");
        int at = source.IndexOf(Marker, StringComparison.Ordinal);
        Assert.IsGreaterThan(0, at, $"{name} does not end with a comment '{Marker}'.");
        string expected = source[(at + Marker.Length)..].Split("*/")[0].Trim();
        MethodInfo run = typeof(VerifyTwoImages).Assembly.GetType($"FaceML.Samples.{name}")?.GetMethod("Run")
            ?? throw new AssertFailedException($"{name}.cs holds no class {name} with a method Run.");

        using var output = new StringWriter { NewLine = "\n" };
        string before = Environment.CurrentDirectory;
        Environment.CurrentDirectory = TestData.Root;
        try
        {
            run.Invoke(null, [output]);
        }
        finally
        {
            Environment.CurrentDirectory = before;
        }

        Assert.AreEqual(expected, output.ToString().Trim());
    }
}
