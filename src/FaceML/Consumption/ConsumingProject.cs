using System.Reflection;
using System.Text.RegularExpressions;

namespace FaceML.Consumption;

/// <summary>
/// A small project that consumes a saved pipeline: the file, a class with calls that fit what the pipeline does, a program that makes them.
/// </summary>
/// <param name="Name">The name of the project and its class.</param>
/// <param name="Folder">Where it lies.</param>
/// <param name="Files">Its files, in ordinal order.</param>
/// <param name="Images">How many images the pipeline takes.</param>
internal sealed partial record ConsumingProject(string Name, string Folder, IReadOnlyList<string> Files, int Images)
{
    // Stands for the name in the texts.
    private const string Placeholder = "ModelName";

    // Namespaces of every project, and the program, whose file would be that of the class on systems that ignore case.
    private static readonly HashSet<string> Taken = new(StringComparer.OrdinalIgnoreCase) { "FaceML", "Microsoft", "Program", "System" };

    private static readonly HashSet<string> PairColumns = ["Path1", "Path2"],
        DecisionColumns = ["Score", "PredictedLabel", "Threshold", "Decision"];

    private static readonly string Version = typeof(ConsumingProject).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>Writes a project, whole or not at all.</summary>
    /// <param name="options">Of which pipeline, and where.</param>
    /// <exception cref="SavedPipelineException">The file is not a saved pipeline.</exception>
    /// <exception cref="NotSupportedException">No class can be written for what the pipeline takes or gives.</exception>
    /// <exception cref="ArgumentException">The name cannot be that of the class.</exception>
    /// <exception cref="IOException">The folder holds something, or cannot be written.</exception>
    public static ConsumingProject Write(ConsumingProjectOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Model);
        SavedPipeline pipeline = SavedPipeline.Inspect(options.Model);
        string name = options.Name ?? NameOf(options.Model);
        PipelineMembers? members = Decides(pipeline) ? null : PipelineMembers.Of(pipeline);
        Dictionary<string, string> texts = Render(pipeline, members, name, options.Web);
        string folder = Path.GetFullPath(options.Folder ?? name);
        NewFolder.Write(folder, temporary =>
        {
            foreach ((string file, string text) in texts)
            {
                File.WriteAllText(Path.Combine(temporary, file), text);
            }

            File.Copy(options.Model, Path.Combine(temporary, name + ".faceml"));
        });
        return new(name, folder, [.. texts.Keys.Append(name + ".faceml").Order(StringComparer.Ordinal)], members?.Images.Count ?? 2);
    }

    // The texts of the files by their names. Without members: two images and a decision.
    private static Dictionary<string, string> Render(SavedPipeline pipeline, PipelineMembers? members, string name, bool web)
    {
        string host = web ? "Web" : "Console", call = members is null ? "Verify" : "Predict";
        Dictionary<string, string> parts = members is null ? VerificationParts() : PredictionParts(members);
        parts["FACEML_VERSION"] = Version;
        parts["RUN_HOST"] = ProjectText.Read("RunHost.cs").Text.TrimEnd('\n');
        parts["NETWORKS_PACKAGE"] = pipeline.Networks.Any(network => network.IsReference)
            ? """<PackageReference Include="FaceML.Networks.Default" Version="$(FaceMLVersion)" />"""
            : "";
        Dictionary<string, ProjectText> files = new()
        {
            [$"{name}.csproj"] = ProjectText.Read($"{host}Project.xml"),
            [$"{name}.cs"] = ProjectText.Read($"{call}{host}Model.cs"),
            ["Program.cs"] = ProjectText.Read($"{call}{host}Program.cs"),
            ["README.md"] = ProjectText.Read($"{host}Readme.md"),
        };
        if (web)
        {
            files["appsettings.json"] = ProjectText.Read("WebSettings.json");
        }

        Dictionary<string, string> texts = files.ToDictionary(file => file.Key, file => file.Value.With(parts));
        RequireName(name, texts.Where(file => file.Key.EndsWith(".cs", StringComparison.Ordinal)).Select(file => file.Value));
        return texts.ToDictionary(text => text.Key, text => text.Value.Replace(Placeholder, name, StringComparison.Ordinal));
    }

    // As FaceVerifier and the pool's FaceImagePair and FaceMatch take a pipeline.
    private static bool Decides(SavedPipeline pipeline) =>
        pipeline.Stages.Any(stage => stage.Kind == Calibration.FaceThresholdTransformer.StageKind)
        && PairColumns.IsSubsetOf(pipeline.Input.Select(column => column.Name))
        && DecisionColumns.IsSubsetOf(pipeline.Output.Select(column => column.Name));

    private static Dictionary<string, string> VerificationParts() => new()
    {
        ["MODEL_PURPOSE"] = "Two images: do they show the same person? The pipeline saved in `ModelName.faceml` decides.",
        ["MODEL_ACTION"] = "verify",
        ["EXAMPLE_ARGUMENTS"] = "anna.jpg door.jpg",
        ["EXAMPLE_FORM"] = "-F a=@anna.jpg -F b=@door.jpg",
    };

    private static Dictionary<string, string> PredictionParts(PipelineMembers members)
    {
        string[] fields = members.Images is [_] ? ["image"] : [.. members.Images.Select((_, i) => $"image{i + 1}")];
        string gives = string.Join(", ", members.Output.Select(member => $"`{member.Name}`"));
        string images = fields.Length == 1 ? "an image" : $"{fields.Length} images";
        return new()
        {
            ["MODEL_PURPOSE"] = $"What the pipeline saved in `ModelName.faceml` says of {images}: {gives}.",
            ["MODEL_ACTION"] = "predict",
            ["MODEL_COLUMNS"] = members.ToClasses(),
            ["EXAMPLE_ARGUMENTS"] = string.Join(' ', fields.Select(field => field + ".jpg")),
            ["EXAMPLE_FORM"] = string.Join(' ', fields.Select(field => $"-F {field}=@{field}.jpg")),
            ["IMAGE_COUNT"] = $"{fields.Length}",
            ["IMAGE_ARGUMENTS"] = string.Join(' ', fields.Select(_ => "IMAGE")),
            ["IMAGES_OF_ARGUMENTS"] = Lines(members.Images.Select((member, i) => $"{member.Name} = Image.Load(args[{i}]),")),
            ["IMAGES_OF_FORM"] = Lines(members.Images.Zip(fields, (member, field) => $"{member.Name} = Read({field}),")),
            ["FORM_FILES"] = string.Join(", ", fields.Select(field => $"IFormFile {field}")),
            ["PRINT_OUTPUT"] = Lines(members.Output.Select(member => member.ToPrint("output"))),
        };
    }

    // The name of a file in the spelling of a class: door-north.faceml becomes DoorNorth.
    private static string NameOf(string file)
    {
        string[] words = [.. Separators().Split(Path.GetFileNameWithoutExtension(file)).Where(word => word.Length > 0)];
        return string.Concat(words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
    }

    private static void RequireName(string name, IEnumerable<string> code)
    {
        if (!ClassName().IsMatch(name))
        {
            throw new ArgumentException(
                $"The name must begin with a capital letter and hold letters, digits and underscores alone; it is \"{name}\". Choose one, "
                + "such as DoorVerifier.");
        }

        if (Taken.Contains(name) || code.Any(text => Word().Matches(text).Any(word => word.ValueSpan.SequenceEqual(name))))
        {
            throw new ArgumentException($"The name must not be one that the project's code uses itself; it is \"{name}\". Choose another, "
                + $"such as {name}Model.");
        }
    }

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    // Not members, which stand behind a dot.
    [GeneratedRegex(@"(?<![.\w])\w+")]
    private static partial Regex Word();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex Separators();

    [GeneratedRegex(@"\A[A-Z][A-Za-z0-9_]{0,99}\z")]
    private static partial Regex ClassName();
}
