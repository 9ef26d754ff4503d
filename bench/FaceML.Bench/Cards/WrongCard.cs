namespace FaceML.Bench.Cards;

/// <summary>A card with one mistake, and what a check should call it.</summary>
/// <param name="Mistake">The mistake, in words.</param>
/// <param name="Named">The word by which <see cref="FaceML.Recognition.EmbedderProbeResult.LikelyMistake"/> should name it.</param>
/// <param name="Card">The card.</param>
internal sealed record WrongCard(string Mistake, string Named, NetworkCard Card)
{
    /// <summary>Every single mistake that a file of a fixed size lets pass; a wrong size or layout does not load.</summary>
    public static IEnumerable<WrongCard> Of(NetworkCard card)
    {
        NetworkInput input = card.Inputs[0];
        float[] All(float value) => [.. input.Mean.Select(_ => value)];
        WrongCard With(string mistake, string named, NetworkInput wrong) => new(mistake, named, card with { Inputs = [wrong] });
        bool noMean = input.Mean.All(m => m == 0), noScale = input.Scale.All(s => s == 1);
        ChannelOrder other = input.Order == ChannelOrder.Rgb ? ChannelOrder.Bgr : ChannelOrder.Rgb;
        yield return With($"order {other}", "order",
            input with { Order = other, Mean = [.. input.Mean.Reverse()], Scale = [.. input.Scale.Reverse()] });
        yield return With(noMean ? "mean 127.5" : "mean left out", "mean", input with { Mean = All(noMean ? 127.5f : 0) });
        yield return With(noScale ? "scale 1/255" : "scale left out", "scale", input with { Scale = All(noScale ? 1 / 255f : 1) });
        yield return noMean && noScale
            ? With("−1..1", "mean and scale", input with { Mean = All(127.5f), Scale = All(1 / 127.5f) })
            : With("0..1", "mean and scale", input with { Mean = All(0), Scale = All(1 / 255f) });
        yield return With("whitened", "standardization", input with { Standardize = InputStandardization.PerImage });
        foreach (string template in AlignmentTemplate.Names.Where(name => Differs(name, card)))
        {
            yield return new($"template {template}", "template", card with { Embedding = card.Embedding! with { Template = template } });
        }
    }

    // In a square aligned face the templates of 112 and of 96 columns put the points to the same places.
    private static bool Differs(string template, NetworkCard card)
    {
        AlignmentTemplate Sized(string name) => AlignmentTemplate.Named(name).ForSize(card.Inputs[0].Width, card.Inputs[0].Height);
        return !Sized(template).Points.SequenceEqual(Sized(card.Embedding!.Template).Points);
    }
}
