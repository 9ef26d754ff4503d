using System.Buffers;
using System.Text.RegularExpressions;

namespace FaceML.Networks;

/// <summary>
/// What a card must keep beyond its JSON types. Every size that is later allocated or indexed by is bounded here. Loops over numbers:
/// cards are checked at every start, and what LINQ makes of numbers is not compiled ahead.
/// </summary>
internal static class NetworkCardRules
{
    internal const int MaxSide = 4096;
    private const int MaxNumbers = 1 << 24;
    private const int MaxText = 1000;
    private const int MaxStages = 8;
    private const int MaxName = 64;
    private const int MaxFile = 128;

    private static readonly SearchValues<char> OfNames = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-");
    private static readonly SearchValues<char> OfFiles =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");
    private static readonly SearchValues<char> OfHashes = SearchValues.Create("0123456789abcdef");

    internal static void Check(NetworkCard card, string origin)
    {
        Require(IsName(card.Name), "name",
            "lower-case letters, digits, dots and hyphens, at most 64, beginning with a letter or digit", card.Name);
        CheckFile(card.File, card.Sha256, card.Bytes, "");
        Text(card.Title, "title");
        Text(card.Source.Registry, "source.registry");
        Text(card.Source.Package, "source.package");
        Text(card.Source.Version, "source.version");
        Text(card.Source.Path, "source.path");
        if (card.Source.Facts is { } facts)
        {
            Text(facts, "source.facts");
        }

        Text(card.License.Package, "license.package");
        Text(card.License.StatedIn, "license.statedIn");
        Text(card.License.Weights, "license.weights");
        Text(card.License.TrainingData, "license.trainingData");

        CheckEnds(card.Inputs, card.Outputs);
        Require(card.Stages.Count <= MaxStages, "stages", $"at most {MaxStages} stages", card.Stages.Count);
        foreach (NetworkStage stage in card.Stages)
        {
            Require(stage is not null, "stages", "a stage", "null");
            CheckFile(stage!.File, stage.Sha256, stage.Bytes, "stages.");
            CheckEnds(stage.Inputs, stage.Outputs);
        }

        Require(card.AllFiles().Distinct(StringComparer.OrdinalIgnoreCase).Count() == card.Stages.Count + 1, "stages.file",
            "a file of its own for each stage", string.Join(", ", card.AllFiles()));
        Part(card.Detection, NetworkKind.Detector, "detection");
        Part(card.Landmarks, NetworkKind.Landmarks, "landmarks");
        Part(card.Embedding, NetworkKind.Embedder, "embedding");
        Part(card.Liveness, NetworkKind.Liveness, "liveness");
        CheckDetection(card.Detection);
        if (card.Landmarks is { } landmarks)
        {
            Require(NetworkFamilies.Landmarks.Contains(landmarks.Family), "landmarks.family",
                string.Join(" or ", NetworkFamilies.Landmarks), landmarks.Family);
        }

        if (card.Embedding is { } embedding)
        {
            Require(embedding.Length is >= 1 and <= 65536, "embedding.length", "1 to 65536", embedding.Length);
            Require(NetworkFamilies.Templates.Contains(embedding.Template), "embedding.template",
                string.Join(" or ", NetworkFamilies.Templates), embedding.Template);
            CheckImpostors(embedding.Impostors);
        }

        if (card.Liveness is { } liveness)
        {
            Require(liveness.Crop is >= 1 and <= 8, "liveness.crop", "1 to 8", liveness.Crop);
            int classes = card.Outputs[card.OutputIndex("scores")].Length;
            Require(classes >= 2, "outputs.shape", "at least 2 numbers for the role scores of kind Liveness", classes);
            Require(liveness.Live >= 0 && liveness.Live < classes, "liveness.live", $"0 to {classes - 1}", liveness.Live);
        }

        if (card.Lineage is { } lineage)
        {
            Require((lineage.Parent is null) == (lineage.ParentSha256 is null), "lineage.parentSha256",
                "stated exactly where lineage.parent is", lineage.ParentSha256 ?? "absent");
            Require(lineage.Parent is null || IsName(lineage.Parent), "lineage.parent", "a network's name", lineage.Parent
                ?? "");
            Require(lineage.ParentSha256 is null || IsHash(lineage.ParentSha256), "lineage.parentSha256",
                "64 lower-case hexadecimal digits", lineage.ParentSha256 ?? "");
            Text(lineage.Data, "lineage.data");
            Text(lineage.Method, "lineage.method");
        }

        foreach (MeasuredFigure figure in card.Measured)
        {
            Require(figure is not null, "measured", "figures", "null");
            Text(figure!.What, "measured.what");
            Text(figure.Command, "measured.command");
            Require(double.IsFinite(figure.Value), "measured.value", "a finite number", figure.Value);
        }

        void CheckFile(string file, string sha256, long bytes, string where)
        {
            Require(IsFile(file) && !file.Contains("..", StringComparison.Ordinal), where + "file",
                "a plain file name ending in .onnx, without folders", file);
            Require(IsHash(sha256), where + "sha256", "64 lower-case hexadecimal digits", sha256);
            Require(bytes is >= 1 and <= int.MaxValue, where + "bytes", $"1 to {int.MaxValue}", bytes);
        }

        void CheckEnds(IReadOnlyList<NetworkInput> inputs, IReadOnlyList<NetworkOutput> outputs)
        {
            Require(inputs.Count == 1, "inputs", "exactly one input", inputs.Count);
            CheckInput(inputs[0]);
            Require(outputs.Count is >= 1 and <= 64, "outputs", "1 to 64 outputs", outputs.Count);
            foreach (NetworkOutput output in outputs)
            {
                CheckOutput(output);
                Require(!output.Unbatched || inputs[0].Batch == NetworkBatch.One, "outputs.unbatched",
                    "false for a network that takes several images at once", output.Unbatched);
            }

            Require(outputs.DistinctBy(o => o.Role).Count() == outputs.Count, "outputs", "each role once",
                string.Join(", ", outputs.Select(o => o.Role)));
        }

        void CheckInput(NetworkInput input)
        {
            Require(input is not null, "inputs", "an input", "null");
            Text(input!.Name, "inputs.name");
            Require(input.Width is >= 1 and <= MaxSide, "inputs.width", $"1 to {MaxSide}", input.Width);
            Require(input.Height is >= 1 and <= MaxSide, "inputs.height", $"1 to {MaxSide}", input.Height);
            int channels = input.Order == ChannelOrder.Gray ? 1 : 3;
            Require(input.Mean.Count == channels && AllFinite(input.Mean, zero: true), "inputs.mean",
                $"{channels} finite numbers", input.Mean);
            Require(input.Scale.Count == channels && AllFinite(input.Scale, zero: false), "inputs.scale",
                $"{channels} finite numbers other than 0", input.Scale);
            if (input.Resizing is { } resizing)
            {
                Require(resizing.Multiple is >= 1 and <= 256, "inputs.resizing.multiple", "1 to 256", resizing.Multiple);
                Require(resizing.LongestSide is >= 1 and <= MaxSide, "inputs.resizing.longestSide", $"1 to {MaxSide}",
                    resizing.LongestSide);
                Require(input.Batch != NetworkBatch.Freed, "inputs.batch", "one or dynamic for an input without a fixed size", input.Batch);
            }
        }

        void CheckOutput(NetworkOutput output)
        {
            Require(output is not null, "outputs", "an output", "null");
            Text(output!.Name, "outputs.name");
            Text(output.Role, "outputs.role");
            double numbers = Product(output.Shape);
            Require(output.Shape.Count is >= 1 and <= 6 && !double.IsNaN(numbers), "outputs.shape", "1 to 6 numbers of at least 1",
                output.Shape);
            Require(numbers <= MaxNumbers, "outputs.shape", $"at most {MaxNumbers} numbers an image", numbers);
        }

        void CheckDetection(DetectionCard? detection)
        {
            if (detection is null)
            {
                return;
            }

            Require(NetworkFamilies.Detectors.Contains(detection.Family), "detection.family",
                string.Join(" or ", NetworkFamilies.Detectors), detection.Family);
            Require(detection.ScoreThreshold is >= 0 and <= 1, "detection.scoreThreshold", "0 to 1", detection.ScoreThreshold);
            Require(detection.TileScoreThreshold is >= 0 and <= 1, "detection.tileScoreThreshold", "0 to 1", detection.TileScoreThreshold);
            Require(detection.NmsIou is >= 0 and <= 1, "detection.nmsIou", "0 to 1", detection.NmsIou);
            Require(detection.MinFace is >= 12 and <= 1000, "detection.minFace", "12 to 1000", detection.MinFace);
            IReadOnlyList<float> thresholds = detection.StageThresholds;
            for (int i = 0; i < thresholds.Count; i++)
            {
                Require(thresholds[i] is >= 0 and <= 1, "detection.stageThresholds", "0 to 1 each", thresholds);
            }

            Require(detection.StageThresholds.Count == 0 || detection.StageThresholds.Count == card.Stages.Count,
                "detection.stageThresholds", "one a stage but the last", detection.StageThresholds.Count);
            int stages = NetworkFamilies.StagesOf(detection.Family);
            Require(card.Stages.Count == stages - 1, "stages", $"{stages - 1} for the family {detection.Family}", card.Stages.Count);
        }

        void CheckImpostors(ImpostorScores? impostors)
        {
            if (impostors is not null)
            {
                Require(impostors.Mean is >= -1 and <= 1, "embedding.impostors.mean", "-1 to 1", impostors.Mean);
                Require(impostors.Deviation is > 0 and <= 1, "embedding.impostors.deviation", "above 0, at most 1", impostors.Deviation);
                Text(impostors.MeasuredOn, "embedding.impostors.measuredOn");
                Text(impostors.Command, "embedding.impostors.command");
            }
        }

        void Part(object? part, NetworkKind kind, string field) =>
            Require((part is not null) == (card.Kind == kind), field,
                card.Kind == kind ? $"present for kind {kind}" : $"absent for kind {card.Kind}", part is null ? "absent" : "present");

        void Text(string text, string field) =>
            Require(text is { Length: > 0 and <= MaxText } && !HasControl(text), field,
                $"1 to {MaxText} characters without control characters", $"{text?.Length ?? 0} characters");

        void Require(bool holds, string field, string expected, object found)
        {
            if (!holds)
            {
                object words = found switch
                {
                    IEnumerable<float> numbers => string.Join(", ", numbers),
                    IEnumerable<int> numbers => string.Join(", ", numbers),
                    _ => found,
                };
                throw new NetworkCardException(origin, FormattableString.Invariant($"{field} must be {expected}; it is {words}"));
            }
        }
    }

    private static bool HasControl(string text)
    {
        foreach (char letter in text)
        {
            if (char.IsControl(letter))
            {
                return true;
            }
        }

        return false;
    }

    // [a-z0-9][a-z0-9.-]{0,63}
    private static bool IsName(string text) =>
        text.Length is >= 1 and <= MaxName && text[0] is not ('.' or '-') && !text.AsSpan().ContainsAnyExcept(OfNames);

    // [A-Za-z0-9_][A-Za-z0-9_.-]{0,122}\.onnx
    private static bool IsFile(string text) => text.Length is > 5 and <= MaxFile && text[0] is not ('.' or '-')
        && text.EndsWith(".onnx", StringComparison.Ordinal) && !text.AsSpan().ContainsAnyExcept(OfFiles);

    private static bool IsHash(string text) => text.Length == 64 && !text.AsSpan().ContainsAnyExcept(OfHashes);

    private static bool AllFinite(IReadOnlyList<float> numbers, bool zero)
    {
        for (int i = 0; i < numbers.Count; i++)
        {
            if (!float.IsFinite(numbers[i]) || (!zero && numbers[i] == 0))
            {
                return false;
            }
        }

        return true;
    }

    // The numbers of an image of this shape; NaN where a side is none.
    private static double Product(IReadOnlyList<int> shape)
    {
        double product = 1;
        for (int i = 0; i < shape.Count; i++)
        {
            product *= shape[i] >= 1 ? shape[i] : double.NaN;
        }

        return product;
    }
}
