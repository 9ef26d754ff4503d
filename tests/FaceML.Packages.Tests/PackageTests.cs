using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FaceML.Packages.Tests;

/// <summary>The packages, installed as an application outside this repository installs them.</summary>
[TestClass]
[TestCategory("Packages")]
public sealed partial class PackageTests
{
    private static readonly string[] Expected =
    [
        "FaceML", "FaceML.AspNetCore", "FaceML.Cli", "FaceML.Evaluation", "FaceML.Files", "FaceML.Galleries",
        "FaceML.Galleries.Postgres", "FaceML.Imaging", "FaceML.Import", "FaceML.Interactive", "FaceML.Networks",
        "FaceML.Networks.Default", "FaceML.Onnx", "FaceML.Recognition", "FaceML.Templates", "FaceML.Training",
    ];

    // The projects of the applications, published together, by name.
    private static readonly Lazy<Dictionary<string, string>> Published = new(Publish);

    // What the console application said when it decided about two images and saved its pipelines.
    private static readonly Lazy<CommandLine> Decided = new(Decide);

    private static PackedFeed feed = null!;

    [ClassInitialize]
    public static void Pack(TestContext context) => feed = new PackedFeed();

    [ClassCleanup]
    public static void Remove() => feed.Dispose();

    [TestMethod]
    public void pack_gives_the_documented_packages_and_no_other() =>
        CollectionAssert.AreEquivalent(Expected, feed.Files.Keys.ToArray());

    [TestMethod]
    public void every_package_carries_readme_license_description_and_tags()
    {
        foreach (string package in Expected)
        {
            string specification = feed.Specification(package);
            foreach (string part in (string[])["<readme>PACKAGE.md</readme>", "<license type=", "<description>", "<tags>",
                "<authors>FaceML developers</authors>"])
            {
                StringAssert.Contains(specification, part, package);
            }

            CollectionAssert.IsSubsetOf((string[])["PACKAGE.md", "LICENSE"], feed.Entries(package), package);
        }
    }

    [TestMethod]
    public void every_library_has_a_symbol_package()
    {
        string[] symbols = [.. Directory.GetFiles(feed.Packages, "*.snupkg")
            .Select(file => Path.GetFileName(file)[..^$".{feed.Version}.snupkg".Length])];
        CollectionAssert.IsSubsetOf(Expected.Except(["FaceML.Networks.Default", "FaceML.Templates", "FaceML.Cli"]).ToArray(), symbols);
    }

    [TestMethod]
    public void only_the_networks_package_and_the_tool_carry_networks_and_each_says_its_terms()
    {
        string[] carriers = [.. Expected
            .Where(package => feed.Entries(package).Any(entry => Path.GetExtension(entry) is ".onnx" or ".tflite" or ".bin" or ".jpg"))];
        CollectionAssert.AreEquivalent((string[])["FaceML.Cli", "FaceML.Networks.Default"], carriers);
        Array.ForEach(carriers, package => CollectionAssert.Contains(feed.Entries(package), "TERMS.md", package));
    }

    [TestMethod]
    public void the_pool_travels_inside_the_package_of_FaceML()
    {
        CollectionAssert.Contains(feed.Entries("FaceML"), "lib/net10.0/Microsoft.Extensions.ML.dll");
        string[] dependencies = feed.Dependencies("FaceML");
        CollectionAssert.DoesNotContain(dependencies, "Microsoft.Extensions.ML");
        CollectionAssert.IsSubsetOf(
            (string[])["FaceML.Recognition", "FaceML.Training", "Microsoft.ML", "Microsoft.Extensions.ObjectPool"], dependencies);
    }

    [TestMethod]
    public void packing_again_gives_the_same_content()
    {
        string again = Path.Combine(feed.Root, "again");
        CommandLine.DotNet(Repository.Root, "pack", "src/FaceML/FaceML.csproj", "-c", Repository.Configuration, "--no-build", "-o", again,
            $"-p:PackageVersion={feed.Version}", "-v", "q");
        CollectionAssert.AreEqual(Hashes(feed.Files["FaceML"]), Hashes(Path.Combine(again, Path.GetFileName(feed.Files["FaceML"]))));
    }

    [TestMethod]
    public void building_again_from_nothing_gives_the_same_assembly()
    {
        string output = Path.Combine(feed.Root, "build");
        string[] builds = [Build(), Build()];
        Assert.AreEqual(builds[0], builds[1]);

        string Build()
        {
            // What analyzers say changes no assembly, and the build of this repository has asked them.
            CommandLine.DotNet(Repository.Root, "build", "src/FaceML.Onnx/FaceML.Onnx.csproj", "-c", "Release",
                $"-p:ArtifactsPath={output}", "-p:ContinuousIntegrationBuild=true", "-p:RunAnalyzers=false", "-v", "q");
            string hash = Convert.ToHexStringLower(
                SHA256.HashData(File.ReadAllBytes(Path.Combine(output, "bin", "FaceML.Onnx", "release", "FaceML.Onnx.dll"))));
            Directory.Delete(output, recursive: true);
            return hash;
        }
    }

    [TestMethod]
    public void a_console_application_that_installs_the_packages_decides_about_two_images()
    {
        CommandLine run = Decided.Value;
        Assert.AreEqual(0, run.ExitCode, run.Output + run.Error);
        StringAssert.Contains(run.Output, "decision: match");
    }

    [TestMethod]
    public void an_application_without_the_networks_package_is_told_to_install_it()
    {
        CommandLine run = CommandLine.Run(feed.Root, PublishedProgram("Bare"), feed.Samples, feed.Verifier + ".bare");
        Assert.AreEqual(2, run.ExitCode, run.Output + run.Error);
        StringAssert.Contains(run.Error, "Network ultraface-rfb320: it is not installed");
        StringAssert.Contains(run.Error, "dotnet add package FaceML.Networks.Default");
    }

    [TestMethod]
    public void an_application_for_commercial_use_does_not_build_with_networks_that_do_not_state_it()
    {
        CommandLine build = CommandLine.Run(Path.GetDirectoryName(Published.Value["Verify"])!, "dotnet", "build", "--no-restore",
            "-c", "Debug", "-v", "q", "-p:FaceMLProfile=commercial");
        Assert.AreNotEqual(0, build.ExitCode, build.Output);
        StringAssert.Contains(build.Output, "FACEML0001");
        StringAssert.Contains(build.Output, "faceplugin-512");
    }

    [TestMethod]
    public async Task an_asp_net_application_that_installs_the_packages_serves_predictions_of_a_pool()
    {
        Assert.AreEqual(0, Decided.Value.ExitCode, Decided.Value.Output + Decided.Value.Error);
        using Process server = CommandLine.Start(feed.Root, PublishedProgram("Serve"), feed.Verifier);
        try
        {
            string url = await AddressOf(server);
            using HttpClient client = new();
            var pair = new { Path1 = Path.Combine(feed.Samples, "sample1.jpg"), Path2 = Path.Combine(feed.Samples, "sample3.jpg") };
            using HttpResponseMessage answer = await client.PostAsJsonAsync(url + "/verify", pair);
            string text = await answer.Content.ReadAsStringAsync();
            Assert.IsTrue(answer.IsSuccessStatusCode, text);
            using JsonDocument match = JsonDocument.Parse(text);
            Assert.IsTrue(match.RootElement.GetProperty("isMatch").GetBoolean(), text);
            StringAssert.StartsWith(match.RootElement.GetProperty("promise").GetString(), "At this threshold at most");
        }
        finally
        {
            server.Kill(entireProcessTree: true);
        }
    }

    [TestMethod]
    public void the_tool_installed_from_its_package_verifies_two_images()
    {
        string tool = feed.Tool();
        CommandLine same = CommandLine.Run(
            feed.Root, tool, "verify", Path.Combine(feed.Samples, "sample1.jpg"), Path.Combine(feed.Samples, "sample3.jpg"));
        Assert.AreEqual(0, same.ExitCode, same.Output + same.Error);
        StringAssert.Contains(same.Output, "match");
        CommandLine different = CommandLine.Run(
            feed.Root, tool, "verify", Path.Combine(feed.Samples, "sample1.jpg"), Path.Combine(feed.Samples, "sample2.jpg"));
        Assert.AreEqual(1, different.ExitCode, different.Output + different.Error);
    }

    /// <summary>The line of a project that chooses the ONNX Runtime with CUDA, as docs/packages.md has it.</summary>
    [TestMethod]
    public void an_application_that_chooses_the_GPU_package_has_one_ONNX_Runtime_and_is_told_what_the_machine_lacks()
    {
        if (GpuPackageVersion() is null)
        {
            Assert.Inconclusive("Microsoft.ML.OnnxRuntime.Gpu (0.9 GB) was not restored on this machine: 'dotnet build src/FaceML.Cli -c "
                + "Release -p:Gpu=true' restores it.");
        }

        string program = PublishedProgram("Gpu");
        CommandLine processor = CommandLine.Run(feed.Root, program, feed.Samples, feed.Verifier + ".gpu");
        Assert.AreEqual(0, processor.ExitCode, processor.Output + processor.Error);
        StringAssert.Contains(processor.Output, "decision: match");

        CommandLine cuda = CommandLine.Run(feed.Root, program, feed.Samples, feed.Verifier + ".cuda", "Cuda");
        if (NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out _))
        {
            Assert.Inconclusive($"This machine has an NVIDIA driver; the application ended with {cuda.ExitCode}: "
                + $"{cuda.Output}{cuda.Error}");
        }

        Assert.AreEqual(2, cuda.ExitCode, cuda.Output + cuda.Error);
        StringAssert.Contains(cuda.Error, "CUDAExecutionProvider does not start");
        StringAssert.Contains(cuda.Error, "NVIDIA driver");
        StringAssert.Contains(cuda.Error, "AllowFallback");
    }

    private static Dictionary<string, string> Publish()
    {
        const string console = "Microsoft.NET.Sdk";
        string library = feed.Reference("FaceML"), networks = feed.Reference("FaceML.Networks.Default");
        List<string> projects =
        [
            feed.Application("Verify", "Verify.cs", console, library, networks),
            feed.Application("Bare", "Verify.cs", console, library),
            feed.Application("Serve", "Serve.cs", "Microsoft.NET.Sdk.Web", library, networks),
        ];
        if (GpuPackageVersion() is { } gpu)
        {
            string onnxRuntime = DependencyVersion("FaceML.Networks", "Microsoft.ML.OnnxRuntime");
            projects.Add(feed.Application("Gpu", "Verify.cs", console, library, networks,
                $"""<PackageReference Include="Microsoft.ML.OnnxRuntime.Gpu" Version="{gpu}" />""",
                $"""<PackageReference Include="Microsoft.ML.OnnxRuntime" Version="{onnxRuntime}" ExcludeAssets="all" />"""));
        }

        feed.Make("publish", "Published.slnx", "Release", [.. projects]);
        return projects.ToDictionary(project => Path.GetFileNameWithoutExtension(project));
    }

    private static CommandLine Decide() =>
        CommandLine.Run(feed.Root, PublishedProgram("Verify"), feed.Samples, feed.Verifier, "Cpu", feed.Embedder);

    private static string PublishedProgram(string name) => PackedFeed.Published(Published.Value[name]);

    private static string? GpuPackageVersion()
    {
        string versions = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Packages.props"));
        string version = versions.Split("\"Microsoft.ML.OnnxRuntime.Gpu\" Version=\"")[1].Split('"')[0];
        string machine = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return Directory.Exists(Path.Combine(machine, "microsoft.ml.onnxruntime.gpu.linux", version)) ? version : null;
    }

    private static string DependencyVersion(string package, string dependency) =>
        feed.Specification(package).Split($"<dependency id=\"{dependency}\" version=\"")[1].Split('"')[0];

    private static async Task<string> AddressOf(Process server)
    {
        while (await server.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Announcement().Match(line) is { Success: true } announced)
            {
                return announced.Groups[1].Value;
            }
        }

        throw new AssertFailedException(await server.StandardError.ReadToEndAsync());
    }

    [GeneratedRegex("listening on:? (http.*)$")]
    private static partial Regex Announcement();

    // Without what NuGet names at random: the part of the package format that lists its own parts.
    private static string[] Hashes(string package)
    {
        using ZipArchive archive = ZipFile.OpenRead(package);
        return [.. archive.Entries
            .Where(entry => !entry.FullName.EndsWith(".psmdcp", StringComparison.Ordinal) && entry.FullName != "_rels/.rels")
            .Select(entry =>
            {
                using Stream content = entry.Open();
                return $"{entry.FullName} {Convert.ToHexStringLower(SHA256.HashData(content))}";
            }).Order(StringComparer.Ordinal)];
    }
}
