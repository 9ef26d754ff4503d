namespace FaceML.Architecture.Tests;

/// <summary>The C# files of a part of the repository, without what a build makes.</summary>
internal static class CodeFiles
{
    /// <summary>Their paths from the root, with slashes, and their lines.</summary>
    /// <param name="part">The folder: <c>src</c>, <c>tests</c>.</param>
    public static IEnumerable<(string Path, IEnumerable<string> Lines)> Of(string part) =>
        from file in Directory.EnumerateFiles(Path.Combine(TestData.Root, part), "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(TestData.Root, file).Replace('\\', '/')
        where !path.Contains("/obj/", StringComparison.Ordinal)
        select (path, File.ReadLines(file));
}
