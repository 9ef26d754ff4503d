using System.IO.Compression;
using System.Text.RegularExpressions;

namespace FaceML.Packages.Tests;

/// <summary>
/// A folder outside the repository with the packages of this build as a feed, and applications that install them. Its version exists
/// nowhere else, so that no package of another build, in a cache or on a feed, can take its place.
/// </summary>
internal sealed partial class PackedFeed : IDisposable
{
    public PackedFeed()
    {
        Directory.CreateDirectory(Root);
        // Where the solution was built nothing is compiled again.
        CommandLine.DotNet(Repository.Root, "pack", "FaceML.sln", "-c", Repository.Configuration, "--no-build", "-o", Packages,
            $"-p:PackageVersion={Version}", "-v", "q");

        string machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        Directory.CreateDirectory(machine);
        // FaceML's packages are unpacked here and vanish with the folder; those of others are taken from where the build put them.
        File.WriteAllText(Path.Combine(Root, "nuget.config"), $"""
            <configuration>
              <packageSources><add key="packed" value="{Packages}" /></packageSources>
              <config><add key="globalPackagesFolder" value="{Path.Combine(Root, "unpacked")}" /></config>
              <fallbackPackageFolders><add key="machine" value="{machine}" /></fallbackPackageFolders>
            </configuration>
            """);
        string samples = Directory.CreateDirectory(Samples).FullName;
        foreach (string image in Directory.GetFiles(Path.Combine(Repository.Root, "datasets", "samples"), "*.jpg"))
        {
            File.Copy(image, Path.Combine(samples, Path.GetFileName(image)));
        }
    }

    public string Root { get; } = Path.Combine(Path.GetTempPath(), "faceml-packages-" + Guid.NewGuid().ToString("N"));

    public string Version { get; } = $"0.1.0-packed.{DateTime.UtcNow:yyyyMMddHHmmss}";

    public string Packages => Path.Combine(Root, "feed");

    public string Samples => Path.Combine(Root, "samples");

    /// <summary>The pipelines that the console application saves.</summary>
    public string Verifier => Path.Combine(Root, "door.faceml");

    public string Embedder => Path.Combine(Root, "embedder.faceml");

    /// <summary>The packages, by their names.</summary>
    public IReadOnlyDictionary<string, string> Files =>
        Directory.GetFiles(Packages, "*.nupkg").ToDictionary(file => Path.GetFileName(file)[..^$".{Version}.nupkg".Length]);

    /// <summary>The description of a package.</summary>
    public string Specification(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(Files[package]);
        using StreamReader text = new(archive.GetEntry(package + ".nuspec")!.Open());
        return text.ReadToEnd();
    }

    /// <summary>The paths in a package.</summary>
    public string[] Entries(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(Files[package]);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    /// <summary>Writes a fresh application that installs packages; returns its project.</summary>
    public string Application(string name, string source, string sdk, params string[] references)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Root, name)).FullName, project = Path.Combine(folder, name + ".csproj");
        File.WriteAllText(project, $"""
            <Project Sdk="{sdk}">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                {string.Join("\n    ", references)}
              </ItemGroup>
            </Project>
            """);
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Applications", source), Path.Combine(folder, "Program.cs"));
        return project;
    }

    /// <summary>Restores and builds projects as one solution: one command costs far less than one a project.</summary>
    public void Make(string command, string solution, string configuration, params string[] projects)
    {
        IEnumerable<string> lines = projects.Select(project => $"""  <Project Path="{project}" />""");
        File.WriteAllText(Path.Combine(Root, solution), $"<Solution>\n{string.Join('\n', lines)}\n</Solution>\n");
        // Links instead of copies: each application holds the native libraries of all systems, half a gigabyte with its published form.
        CommandLine.DotNet(Root, command, solution, "-c", configuration, "-v", "q", "-p:CreateHardLinksForCopyLocalIfPossible=true",
            "-p:CreateHardLinksForCopyAdditionalFilesIfPossible=true", "-p:CreateHardLinksForPublishFilesIfPossible=true");
    }

    /// <summary>Makes an application from a template of this build, in a folder that is named as it is; returns its project.</summary>
    public string New(string template, string name, params string[] options)
    {
        string folder = Path.Combine(Root, name), hive = Path.Combine(Root, "templates");
        if (!Directory.Exists(hive))
        {
            CommandLine.DotNet(Root, "new", "install", Files["FaceML.Templates"], "--debug:custom-hive", hive);
        }

        CommandLine.DotNet(
            Root, ["new", template, "--output", folder, "--no-restore", .. options, "--no-update-check", "--debug:custom-hive", hive]);
        return Path.Combine(folder, name + ".csproj");
    }

    /// <summary>The tool, installed from its package.</summary>
    public string Tool()
    {
        string tools = Path.Combine(Root, "tools");
        if (!Directory.Exists(tools))
        {
            CommandLine.DotNet(
                Root, "tool", "install", "FaceML.Cli", "--tool-path", tools, "--version", Version, "--add-source", Packages);
        }

        return Path.Combine(tools, OperatingSystem.IsWindows() ? "faceml.exe" : "faceml");
    }

    /// <summary>The program of a project that was built.</summary>
    public static string Built(string project) => Program(project, Path.Combine("Debug", "net10.0"));

    /// <summary>The program of a project that was published.</summary>
    public static string Published(string project) => Program(project, Path.Combine("Release", "net10.0", "publish"));

    /// <summary>The line of a project that installs a package of FaceML.</summary>
    public string Reference(string package) => $"""<PackageReference Include="{package}" Version="{Version}" />""";

    /// <summary>The packages that a package depends on.</summary>
    public string[] Dependencies(string package) =>
        [.. Dependency().Matches(Specification(package)).Select(match => match.Groups[1].Value)];

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static string Program(string project, string output)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        return Path.Combine(Path.GetDirectoryName(project)!, "bin", output, OperatingSystem.IsWindows() ? name + ".exe" : name);
    }

    [GeneratedRegex("<dependency id=\"([^\"]+)\"")]
    private static partial Regex Dependency();
}
