using System.Text.RegularExpressions;
using FaceML.Imaging;

namespace FaceML.Vision;

/// <summary>What a card must keep beyond its JSON types. Every size that is later allocated or indexed by is bounded here.</summary>
internal static partial class NetworkCardRules
{
    private const int MaxSide = 4096;
    private const int MaxNumbers = 1 << 24;
    private const int MaxText = 1000;

    internal static void Check(NetworkCard card, string origin)
    {
        Require(NamePattern().IsMatch(card.Name), "name", "lower-case letters, digits, dots and hyphens, at most 64, beginning with a letter or digit", card.Name);
        Require(FilePattern().IsMatch(card.File) && !card.File.Contains("..", StringComparison.Ordinal), "file", "a plain file name ending in .onnx, without folders", card.File);
        Require(HashPattern().IsMatch(card.Sha256), "sha256", "64 lower-case hexadecimal digits", card.Sha256);
        Require(card.Bytes is >= 1 and <= int.MaxValue, "bytes", $"1 to {int.MaxValue}", card.Bytes);
        Text(card.Title, "title");
        Text(card.Source.Registry, "source.registry");
        Text(card.Source.Package, "source.package");
        Text(card.Source.Version, "source.version");
        Text(card.Source.Path, "source.path");
        Text(card.Licence.Package, "licence.package");
        Text(card.Licence.StatedIn, "licence.statedIn");
        Text(card.Licence.Weights, "licence.weights");
        Text(card.Licence.TrainingData, "licence.trainingData");

        Require(card.Inputs.Count == 1, "inputs", "exactly one input", card.Inputs.Count);
        CheckInput(card.Inputs[0]);
        Require(card.Outputs.Count is >= 1 and <= 64, "outputs", "1 to 64 outputs", card.Outputs.Count);
        foreach (NetworkOutput output in card.Outputs)
        {
            CheckOutput(output);
        }

        Require(card.Outputs.DistinctBy(o => o.Role).Count() == card.Outputs.Count, "outputs", "each role once", string.Join(", ", card.Outputs.Select(o => o.Role)));
        Part(card.Detection, NetworkKind.Detector, "detection");
        Part(card.Landmarks, NetworkKind.Landmarks, "landmarks");
        Part(card.Embedding, NetworkKind.Embedder, "embedding");
        CheckDetection(card.Detection);
        if (card.Landmarks is { } landmarks)
        {
            Require(LandmarkFamilies.Names.Contains(landmarks.Family), "landmarks.family", string.Join(" or ", LandmarkFamilies.Names), landmarks.Family);
        }

        if (card.Embedding is { } embedding)
        {
            Require(embedding.Length is >= 1 and <= 65536, "embedding.length", "1 to 65536", embedding.Length);
            Require(AlignmentTemplate.Names.Contains(embedding.Template), "embedding.template", string.Join(" or ", AlignmentTemplate.Names), embedding.Template);
        }

        foreach (MeasuredFigure figure in card.Measured)
        {
            Require(figure is not null, "measured", "figures", "null");
            Text(figure!.What, "measured.what");
            Text(figure.Command, "measured.command");
            Require(double.IsFinite(figure.Value), "measured.value", "a finite number", figure.Value);
        }

        void CheckInput(NetworkInput input)
        {
            Require(input is not null, "inputs", "an input", "null");
            Text(input!.Name, "inputs.name");
            Require(input.Width is >= 1 and <= MaxSide, "inputs.width", $"1 to {MaxSide}", input.Width);
            Require(input.Height is >= 1 and <= MaxSide, "inputs.height", $"1 to {MaxSide}", input.Height);
            int channels = input.Order == ChannelOrder.Grey ? 1 : 3;
            Require(input.Mean.Count == channels && input.Mean.All(float.IsFinite), "inputs.mean", $"{channels} finite numbers", string.Join(", ", input.Mean));
            Require(input.Scale.Count == channels && input.Scale.All(s => float.IsFinite(s) && s != 0), "inputs.scale", $"{channels} finite numbers other than 0", string.Join(", ", input.Scale));
        }

        void CheckOutput(NetworkOutput output)
        {
            Require(output is not null, "outputs", "an output", "null");
            Text(output!.Name, "outputs.name");
            Text(output.Role, "outputs.role");
            Require(output.Shape.Count is >= 1 and <= 6 && output.Shape.All(side => side >= 1), "outputs.shape", "1 to 6 numbers of at least 1", string.Join(", ", output.Shape));
            double numbers = output.Shape.Aggregate(1.0, (product, side) => product * side);
            Require(numbers <= MaxNumbers, "outputs.shape", $"at most {MaxNumbers} numbers a picture", numbers);
        }

        void CheckDetection(DetectionCard? detection)
        {
            if (detection is null)
            {
                return;
            }

            Require(DetectionFamilies.Names.Contains(detection.Family), "detection.family", string.Join(" or ", DetectionFamilies.Names), detection.Family);
            Require(detection.ScoreThreshold is >= 0 and <= 1, "detection.scoreThreshold", "0 to 1", detection.ScoreThreshold);
            Require(detection.TileScoreThreshold is >= 0 and <= 1, "detection.tileScoreThreshold", "0 to 1", detection.TileScoreThreshold);
            Require(detection.NmsIou is >= 0 and <= 1, "detection.nmsIou", "0 to 1", detection.NmsIou);
        }

        void Part(object? part, NetworkKind kind, string field) =>
            Require((part is not null) == (card.Kind == kind), field, card.Kind == kind ? $"present for kind {kind}" : $"absent for kind {card.Kind}", part is null ? "absent" : "present");

        void Text(string text, string field) =>
            Require(text is { Length: > 0 and <= MaxText } && !text.Any(char.IsControl), field, $"1 to {MaxText} characters without control characters", $"{text?.Length ?? 0} characters");

        void Require(bool holds, string field, string expected, object found)
        {
            if (!holds)
            {
                throw new NetworkCardException(origin, FormattableString.Invariant($"{field} must be {expected}; it is {found}"));
            }
        }
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{0,63}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[A-Za-z0-9_][A-Za-z0-9_.-]{0,122}\.onnx\z")]
    private static partial Regex FilePattern();

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex HashPattern();
}
