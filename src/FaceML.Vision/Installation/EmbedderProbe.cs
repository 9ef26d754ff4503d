using FaceML.Imaging;

namespace FaceML.Vision;

/// <summary>
/// Tries how faces have to be shown to an embedding network: of the usual channel orders, normalisations and alignments, which separates
/// a handful of labelled faces best.
/// </summary>
public static class EmbedderProbe
{
    /// <summary>
    /// A variant has to be better than the card by this share of d′ to be called the card's likely mistake. Among right cards d′ differs by
    /// about half of that from normalisation to normalisation on a dozen people.
    /// </summary>
    public const double Margin = 0.08;

    private static readonly int[] UsualSides = [96, 112, 128, 150, 160, 224];

    /// <summary>One way of showing faces, and how well it separates.</summary>
    /// <param name="Changed">What differs from the card that was probed: order, normalisation, template; empty for the card itself.</param>
    /// <param name="Card">The card in this way.</param>
    /// <param name="Separation">How well it separates.</param>
    public sealed record Variant(string Changed, NetworkCard Card, Separation Separation);

    /// <summary>Measures a card as it is.</summary>
    /// <param name="card">A card of an embedding network.</param>
    /// <param name="path">Its file.</param>
    /// <param name="faces">Labelled faces.</param>
    /// <exception cref="NetworkException">The network does not load, or gives vectors without direction.</exception>
    /// <exception cref="ArgumentException">The faces hold no genuine or no impostor pair.</exception>
    public static Separation Measure(NetworkCard card, string path, IReadOnlyList<LabelledFace> faces)
    {
        ArgumentNullException.ThrowIfNull(faces);
        using OnnxNetwork network = OnnxNetwork.Load(card, path, new() { Profile = UseProfile.Any });
        float[][] vectors = new FaceEmbedder(network).Embed([.. faces.Select(face => face.Face)]);
        return Separation.Of([.. faces.Select(face => face.Person)], vectors);
    }

    /// <summary>Finds the best of the usual ways for a file whose order and normalisation are not known.</summary>
    /// <param name="card">A card with the right shapes.</param>
    /// <param name="path">Its file.</param>
    /// <param name="faces">Labelled faces.</param>
    /// <returns>Everything that was tried, the best first.</returns>
    /// <exception cref="NetworkException">The network does not load.</exception>
    public static IReadOnlyList<Variant> Search(NetworkCard card, string path, IReadOnlyList<LabelledFace> faces)
    {
        ArgumentNullException.ThrowIfNull(card);
        ChannelOrder[] orders = card.Input.Order == ChannelOrder.Grey ? [ChannelOrder.Grey] : [ChannelOrder.Rgb, ChannelOrder.Bgr];
        List<Variant> tried =
        [
            .. from order in orders
               from way in InputNormalisation.Usual
               let variant = Try($"{order}, {way.Name}", card with { Inputs = [way.Apply(card.Input, order)] }, path, faces)
               where variant is not null
               select variant,
        ];
        if (tried.MaxBy(variant => variant.Separation.DPrime) is { } best)
        {
            tried.AddRange(Templates(best.Card, path, faces).Select(v => v with { Changed = $"{best.Changed}, {v.Card.Embedding!.Template}" }));
        }

        return [.. tried.OrderByDescending(variant => variant.Separation.DPrime)];
    }

    /// <summary>Compares a card with the cards that differ from it in one thing.</summary>
    /// <param name="card">A card of an embedding network.</param>
    /// <param name="path">Its file.</param>
    /// <param name="faces">Labelled faces.</param>
    /// <returns>The card first, then the variants, the best first.</returns>
    /// <exception cref="NetworkException">The network does not load.</exception>
    public static IReadOnlyList<Variant> Compare(NetworkCard card, string path, IReadOnlyList<LabelledFace> faces)
    {
        ArgumentNullException.ThrowIfNull(card);
        Variant asIs = new("", card, Measure(card, path, faces));
        List<Variant?> others = [];
        if (card.Input.Order != ChannelOrder.Grey)
        {
            others.Add(Try("order", card with { Inputs = [InputNormalisation.Swap(card.Input)] }, path, faces));
        }

        others.AddRange(InputNormalisation.Usual.Select(way => Try($"normalisation ({way.Name})", card with { Inputs = [way.Apply(card.Input, card.Input.Order)] }, path, faces)));
        others.AddRange(Templates(card, path, faces));
        others.AddRange(Sizes(card, path, faces));
        return [asIs, .. others.OfType<Variant>().OrderByDescending(variant => variant.Separation.DPrime)];
    }

    /// <summary>The variant that <see cref="Compare"/> found clearly better than the card, or null.</summary>
    /// <param name="compared">What <see cref="Compare"/> returned.</param>
    public static Variant? LikelyMistake(IReadOnlyList<Variant> compared)
    {
        ArgumentNullException.ThrowIfNull(compared);
        return compared.Count > 1 && compared[1].Separation.DPrime > compared[0].Separation.DPrime * (1 + Margin) + 1e-6 ? compared[1] : null;
    }

    // Only a file that leaves its size open can be shown another one.
    private static IEnumerable<Variant?> Sizes(NetworkCard card, string path, IReadOnlyList<LabelledFace> faces) =>
        from side in card.Input.Resizing is null ? [] : UsualSides
        where side != card.Input.Width || side != card.Input.Height
        select Try($"size ({side}×{side})", card with { Inputs = [card.Input with { Width = side, Height = side }] }, path, faces);

    private static IEnumerable<Variant> Templates(NetworkCard card, string path, IReadOnlyList<LabelledFace> faces) =>
        AlignmentTemplate.Names.Where(name => name != card.Embedding!.Template)
            .Select(name => Try($"template ({name})", card with { Embedding = card.Embedding! with { Template = name } }, path, faces))
            .OfType<Variant>();

    // A network that is shown nonsense may give vectors without direction, and one in a size that its graph does not bear fails: that way is none.
    private static Variant? Try(string changed, NetworkCard card, string path, IReadOnlyList<LabelledFace> faces)
    {
        try
        {
            return new(changed, card, Measure(card, path, faces));
        }
        catch (NetworkException)
        {
            return null;
        }
    }
}
