using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace FaceML.Architecture.Tests;

/// <summary>
/// The projects reference each other as docs/architecture.md says; what is compiled is asked, not what project files say.
/// </summary>
[TestClass]
public sealed partial class ReferenceTests
{
    private const string Everything = "all";

    // What a table cell names, and the assemblies that it stands for. FaceML's own projects are named without the prefix.
    private static readonly Dictionary<string, string[]> Packages = new(StringComparer.Ordinal)
    {
        ["ASP.NET Core"] = ["Microsoft.AspNetCore.*", "Microsoft.Extensions.*", "System.Diagnostics.DiagnosticSource"],
        ["FaceML"] = ["FaceML"],
        ["Google.Protobuf"] = ["Google.Protobuf"],
        ["ImageAnalytics"] = ["Microsoft.ML.ImageAnalytics"],
        ["MathNet"] = ["MathNet.Numerics"],
        ["Microsoft.Data.Sqlite"] = ["Microsoft.Data.Sqlite", "SQLitePCLRaw.core"],
        ["Microsoft.DotNet.Interactive"] = ["Microsoft.DotNet.Interactive", "Microsoft.DotNet.Interactive.*"],
        ["Microsoft.ML"] = ["Microsoft.ML", "Microsoft.ML.*", "Microsoft.Extensions.*"],
        ["NetVips"] = ["NetVips"],
        [".NET's meters"] = ["System.Diagnostics.DiagnosticSource"],
        ["Npgsql"] = ["Npgsql"],
        ["OpenAPI"] = ["Microsoft.OpenApi"],
        ["Parquet.Net"] = ["Parquet"],
        ["Pgvector"] = ["Pgvector"],
        ["OnnxRuntime"] = ["Microsoft.ML.OnnxRuntime"],
        ["OnnxTransformer"] = ["Microsoft.ML.OnnxTransformer"],
        ["USearch (its native library)"] = [],
        ["System.Numerics.Tensors"] = ["System.Numerics.Tensors"],
        ["CsvHelper"] = ["CsvHelper"],
    };

    private static readonly Lazy<IReadOnlyList<Project>> Projects = new(ReadProjects);

    [TestMethod]
    public void every_project_references_only_what_the_architecture_page_allows()
    {
        string[] broken =
        [
            .. from project in Projects.Value
               where !project.MayReference.Contains(Everything)
               let allowed = project.MayReference.SelectMany(Assemblies).ToArray()
               from reference in References(project.Assembly)
               where !allowed.Any(pattern => Matches(reference, pattern))
               select $"{project.Name} references {reference}",
        ];
        Assert.IsEmpty(broken, string.Join("; ", broken));
    }

    [TestMethod]
    public void every_source_project_with_code_is_in_the_table_of_the_architecture_page()
    {
        string[] projects = [.. Directory.GetDirectories(Path.Combine(TestData.Root, "src"))
            .SelectMany(folder => Directory.GetFiles(folder, "*.csproj")).Select(file => Path.GetFileNameWithoutExtension(file))];
        CollectionAssert.IsSubsetOf(projects, Rows().Select(row => row.Name).ToArray());
    }

    [TestMethod]
    public void a_namespace_belongs_to_one_assembly()
    {
        string[] shared =
        [
            .. from project in Projects.Value
               from name in Namespaces(project.Assembly)
               group project.Name by name into owners
               where owners.Count() > 1
               select $"{owners.Key} is in {string.Join(" and ", owners)}",
        ];
        Assert.IsEmpty(shared, string.Join("; ", shared));
    }

    [TestMethod]
    public void only_FaceML_the_pool_and_the_tool_know_ML_NET()
    {
        string[] knowing = [.. Projects.Value.Where(project => References(project.Assembly).Any(IsMLNet)).Select(project => project.Name)];
        CollectionAssert.IsSubsetOf(knowing, (string[])["FaceML", "FaceML.Cli", "Microsoft.Extensions.ML"]);
        CollectionAssert.Contains(knowing, "FaceML");
    }

    private static bool IsMLNet(string reference) =>
        reference.StartsWith("Microsoft.ML.", StringComparison.Ordinal) && reference != "Microsoft.ML.OnnxRuntime";

    private static IReadOnlyList<Project> ReadProjects() =>
    [
        .. from row in Rows()
           let file = Path.Combine(AppContext.BaseDirectory, row.Name + ".dll")
           where File.Exists(file)
           select new Project(row.Name, file, row.MayReference),
    ];

    // Rows of the table of projects: | `src/NAME` | holds | may reference |
    private static IEnumerable<(string Name, string[] MayReference)> Rows() =>
        from line in File.ReadLines(Path.Combine(TestData.Root, "docs", "architecture.md"))
        let row = ProjectRow().Match(line)
        where row.Success
        select (row.Groups[1].Value,
            row.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    private static string[] Assemblies(string name) => Packages.TryGetValue(name, out string[]? assemblies)
        ? assemblies
        : [$"FaceML.{name}"];

    private static bool Matches(string reference, string pattern) =>
        pattern.EndsWith(".*", StringComparison.Ordinal)
            ? reference.StartsWith(pattern[..^1], StringComparison.Ordinal)
            : reference == pattern;

    // Without the framework.
    private static string[] References(string assembly)
    {
        using PEReader file = new(File.OpenRead(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))
                .Where(name => File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll"))),
        ];
    }

    private static IEnumerable<string> Namespaces(string assembly)
    {
        using PEReader file = new(File.OpenRead(assembly));
        MetadataReader metadata = file.GetMetadataReader();
        return
        [
            .. metadata.TypeDefinitions.Select(handle => metadata.GetString(metadata.GetTypeDefinition(handle).Namespace))
                .Where(name => name == "FaceML" || name.StartsWith("FaceML.", StringComparison.Ordinal)).Distinct(),
        ];
    }

    private sealed record Project(string Name, string Assembly, string[] MayReference);

    [GeneratedRegex(@"^\| `src/([\w.]+)` \|.*\|([^|]*)\|$")]
    private static partial Regex ProjectRow();
}
