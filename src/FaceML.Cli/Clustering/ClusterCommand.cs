using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using FaceML.Calibration;
using FaceML.Clustering;
using FaceML.Imaging;
using FaceML.Recognition;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Cli;

/// <summary><c>faceml cluster IMAGE…</c>: who is on which image, without being told who is who.</summary>
internal static class ClusterCommand
{
    private sealed class Row
    {
        public float[] Embedding { get; set; } = [];

        public string Cluster { get; set; } = "";

        public float ClusterScore { get; set; }
    }

    private sealed record Found(string File, Box Box, float[] Vector);

    private sealed record MemberJson(string File, float[] Box, float? Score);

    private sealed record GroupJson(int? Group, IReadOnlyList<MemberJson> Faces);

    public static Command Create(ToolTerminal terminal)
    {
        var images = new Argument<string[]>("images")
        {
            Description = "Files, folders or globs; every face of every image is taken.",
            Arity = ArgumentArity.OneOrMore,
        };
        var rate = new NumberOption<double>("--max-fmr", NumberRange.Fraction)
        {
            Description = "The false match rate of the shipped calibration's threshold that links two faces.",
            DefaultValueFactory = _ => 1e-5,
            HelpName = "RATE",
        };
        var threshold = new OptionalNumberOption<float>("--threshold", NumberRange.Between(-1, 1))
        {
            Description = "The cosine that links two faces, instead of a calibrated one.",
            HelpName = "T",
        };
        var method = new Option<FaceClusterMethod>("--method")
        {
            Description = "How groups are found.",
            DefaultValueFactory = _ => FaceClusterMethod.ChineseWhispers,
        };
        var smallest = new NumberOption<int>("--min-size", NumberRange.AtLeast(1))
        {
            Description = "Faces that a group must have.",
            DefaultValueFactory = _ => 2,
            HelpName = "N",
        };
        var json = new Option<bool>("--json")
        {
            Description = "One JSON object a group, a line each; faces without a group come last, in an object without a number.",
        };
        var command = new Command(
            "cluster", "Group the faces of many images by whom they show.") { images, rate, threshold, method, smallest, json };
        RecognitionOptions recognition = new RecognitionOptions(terminal).AddEmbeddingTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using FaceRecognizer recognizer = recognition.Create(parsed);
            float link = parsed.GetValue(threshold) ?? Calibrated(recognizer, parsed.GetValue(rate));
            IReadOnlyList<string> files = ImageFiles.Expand(parsed.GetValue(images)!);
            List<Found> faces = [];
            int problems = 0;
            await ToolProgress.ForEachAsync(
                terminal, "Embedding", files, file => Embed(recognizer, file, cancellationToken), (file, found) =>
            {
                faces.AddRange(found.Faces);
                if (found.Problem is not null)
                {
                    problems++;
                    terminal.Fail(found.Problem);
                }
            }, cancellationToken);
            if (faces.Count == 0)
            {
                throw new ToolException("None of the images shows a usable face.");
            }

            var options = new FaceClusterOptions
            {
                Threshold = link,
                Method = parsed.GetValue(method),
                MinimumSize = parsed.GetValue(smallest),
            };
            Show(terminal, Group(faces, options), faces.Count, link, parsed.GetValue(json));
            return ExitCode.OfImages(problems, files.Count);
        });
        return command;
    }

    private static float Calibrated(FaceRecognizer recognizer, double rate) =>
        (RecipeCalibration.For(recognizer)
            ?? throw new ToolException("No calibration comes with these networks used this way. Give a threshold with --threshold.")).At(
            rate).Threshold;

    private static (IReadOnlyList<Found> Faces, string? Problem) Embed(
        FaceRecognizer recognizer, string file, CancellationToken cancellationToken)
    {
        try
        {
            return ([.. recognizer.EmbedAll(Image.Load(file, cancellation: cancellationToken))
                .Select(f => new Found(file, f.Face.Box, f.Vector.ToArray()))], null);
        }
        catch (Exception e) when (ToolException.IsOfOneFile(e))
        {
            return ([], e.Message);
        }
    }

    private static IReadOnlyList<GroupJson> Group(IReadOnlyList<Found> faces, FaceClusterOptions options)
    {
        var ml = new MLContext(seed: 1);
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[nameof(Row.Embedding)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, faces[0].Vector.Length);
        IDataView rows = ml.Data.LoadFromEnumerable(faces.Select(f => new Row { Embedding = f.Vector }).ToArray(), schema);
        Row[] found = [.. ml.Data.CreateEnumerable<Row>(ml.Faces.Cluster(options).Fit(rows).Transform(rows), reuseRowObject: false)];
        return [.. faces.Zip(found).GroupBy(f => f.Second.Cluster).OrderBy(g => g.Key.Length == 0).ThenByDescending(g => g.Count())
            .Select((group, i) => new GroupJson(
            group.Key.Length == 0 ? null : i + 1,
            [.. group.Select(f => new MemberJson(f.First.File, [f.First.Box.Left, f.First.Box.Top, f.First.Box.Right, f.First.Box.Bottom],
                float.IsNaN(f.Second.ClusterScore) ? null : f.Second.ClusterScore))]))];
    }

    private static void Show(ToolTerminal terminal, IReadOnlyList<GroupJson> groups, int faces, float threshold, bool asJson)
    {
        foreach (GroupJson group in groups)
        {
            if (asJson)
            {
                terminal.Output.WriteLine(JsonSerializer.Serialize(group, FaceJson.Options));
                continue;
            }

            terminal.Output.WriteLine(
                string.Create(
                CultureInfo.InvariantCulture,
                $"{(group.Group is { } number ? $"group {number}" : "no group")}, {group.Faces.Count} "
                    + $"{(group.Faces.Count == 1 ? "face" : "faces")}"));
            foreach (MemberJson face in group.Faces)
            {
                terminal.Output.WriteLine(
                    FormattableString.Invariant(
                    $"  {face.File}  at {face.Box[0]:F0}, {face.Box[1]:F0}{(face.Score is { } score ? $"  {score:F2}" : "")}"));
            }
        }

        terminal.Remark(FormattableString.Invariant(
            $"{groups.Count(g => g.Group is not null)} groups among {faces} faces, linked at a cosine of {threshold:F4}."));
    }
}
