using Microsoft.VisualStudio.TestTools.UnitTesting;

namespace FaceML.TestKit;

/// <summary>
/// Where tests find images. The sample images come with the restore and are always there; the data sets
/// lie in the folder that the environment variable FACEML_DATASETS names. A test that needs them and does not
/// find them is inconclusive; where CI is set, it fails.
/// </summary>
public static class TestData
{
    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The six sample images, in order.</summary>
    public static IReadOnlyList<string> Samples { get; } =
        [.. Enumerable.Range(1, 6).Select(i => Path.Combine(Root, "datasets", "samples", $"sample{i}.jpg"))];

    /// <summary>The path of a data set's file or folder; ends the test as inconclusive (in CI: failed) when it is not there.</summary>
    public static string DataSet(params string[] parts)
    {
        string? root = Environment.GetEnvironmentVariable("FACEML_DATASETS");
        string wanted = Path.Combine([root ?? "", .. parts]);
        if (root is { Length: > 0 } && Path.Exists(wanted))
        {
            return wanted;
        }

        string message = root is null or ""
            ? $"The data set {string.Join('/', parts)} is needed: set FACEML_DATASETS to the folder that holds it."
            : $"FACEML_DATASETS is set, but {wanted} does not exist.";
        if (Environment.GetEnvironmentVariable("CI") is { Length: > 0 })
        {
            Assert.Fail(message);
        }

        Assert.Inconclusive(message);
        return wanted;
    }

    /// <summary>
    /// The path of an ONNX file that is not part of the restore: in the folder that the environment variable FACEML_NETWORK_FILES names,
    /// else in
    /// <c>networks</c> beside the data sets. Ends the test as inconclusive when it is not there, in CI too: CI has no such files.
    /// </summary>
    public static string NetworkFile(params string[] parts)
    {
        string? named = Environment.GetEnvironmentVariable("FACEML_NETWORK_FILES"), sets =
            Environment.GetEnvironmentVariable("FACEML_DATASETS");
        string folder = named is { Length: > 0 } ? named : sets is { Length: > 0 } ? Path.Combine(sets, "..", "networks") : "";
        string wanted = Path.Combine([folder, .. parts]);
        if (folder.Length == 0 || !File.Exists(wanted))
        {
            Assert.Inconclusive($"The network file {string.Join('/', parts)} is needed: set FACEML_NETWORK_FILES to the folder that "
                + $"holds it.");
        }

        return wanted;
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "FaceML.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds FaceML.sln.");
    }
}
