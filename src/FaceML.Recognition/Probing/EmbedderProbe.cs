using System.Globalization;
using FaceML.Evaluation;

namespace FaceML.Recognition;

/// <summary>
/// Tries how faces have to be shown to an embedding network: of the usual channel orders, normalizations, alignments and sizes, which
/// separates the people of some labeled faces best, and whether that is more than chance.
/// </summary>
/// <remarks>
/// Not for several threads at once. It keeps the vectors of every way that it has tried, so that further questions about the same file and
/// faces cost little. Each face is shown once, not mirrored.
/// </remarks>
internal sealed class EmbedderProbe
{
    private static readonly int[] UsualSides = [96, 112, 128, 150, 160, 224];

    private readonly string path;
    private readonly IReadOnlyList<LabeledFace> faces;
    private readonly int[] chosen;
    private readonly Dictionary<string, float[][]?> vectors;

    /// <summary>Begins with a file and faces; nothing is run yet.</summary>
    /// <param name="path">The network's file.</param>
    /// <param name="faces">Labeled faces: two people or more, one of them with two faces. <see cref="SeparationAdvantage.FewestPeople"/>
    /// people are needed to tell anything, 40 to tell most things.</param>
    /// <exception cref="ArgumentException">The faces hold no genuine or no impostor pair.</exception>
    public EmbedderProbe(string path, IReadOnlyList<LabeledFace> faces)
        : this(path, faces, [.. Enumerable.Range(0, faces?.Count ?? 0)], [])
    {
    }

    private EmbedderProbe(string path, IReadOnlyList<LabeledFace> faces, int[] chosen, Dictionary<string, float[][]?> vectors)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(faces);
        int people = chosen.DistinctBy(i => faces[i].Person).Count();
        if (people < 2 || people == chosen.Length)
        {
            throw new ArgumentException("At least two people are expected, one of them with two faces.", nameof(faces));
        }

        (this.path, this.faces, this.chosen, this.vectors) = (path, faces, chosen, vectors);
    }

    /// <summary>The same with fewer people; vectors are shared.</summary>
    /// <param name="people">The people to keep.</param>
    /// <exception cref="ArgumentException">Their faces hold no genuine or no impostor pair.</exception>
    public EmbedderProbe Among(IEnumerable<string> people)
    {
        HashSet<string> kept = [.. people];
        return new(path, faces, [.. chosen.Where(i => kept.Contains(faces[i].Person))], vectors);
    }

    /// <summary>
    /// Finds the best of the usual ways for a file whose order and normalization are not known. Of ways that differ by no more than chance
    /// the more usual one is taken: the first of the normalizations, the card's own alignment and size.
    /// </summary>
    /// <param name="card">A card with the right shapes.</param>
    /// <returns>The way that was taken as the reference, and everything else that was tried.</returns>
    /// <exception cref="NetworkException">The network does not load, or gives vectors in no way.</exception>
    internal EmbedderProbeResult Search(NetworkCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        ChannelOrder[] orders = card.Input.Order == ChannelOrder.Gray ? [ChannelOrder.Gray] : [ChannelOrder.Rgb, ChannelOrder.Bgr];
        List<Way> tried =
        [
            .. from order in orders
               from usual in InputNormalization.Usual
               select new Way("order and normalization", $"{order}, {usual.Name}", card with { Inputs = [usual.Apply(card.Input, order)] }),
        ];
        Way best = Best(tried);
        Way taken = tried.First(way => way.Card.Input.Order == best.Card.Input.Order && Vectors(way.Card) is not null
            && !IsClearlyBetter(best, way));
        Way[] views = [.. Templates(taken.Card).Concat(Sizes(taken.Card))
            .Select(way => way with { Shown = $"{taken.Shown}, {way.Shown}" })];
        tried.AddRange(views);
        if (views.Any(way => Vectors(way.Card) is not null) && Best(views) is var view && IsClearlyBetter(view, taken))
        {
            taken = view;
        }

        return Result(taken, tried.Where(way => way != taken));
    }

    /// <summary>Compares a card with the cards that differ from it in one thing.</summary>
    /// <param name="card">A card of an embedding network.</param>
    /// <returns>The card as the reference, and the others.</returns>
    /// <exception cref="NetworkException">The network does not load, or gives vectors without direction.</exception>
    internal EmbedderProbeResult Compare(NetworkCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        List<Way> others = [];
        if (card.Input.Order != ChannelOrder.Gray)
        {
            NetworkInput swapped = InputNormalization.Swap(card.Input);
            others.Add(new("order", $"{swapped.Order}", card with { Inputs = [swapped] }));
        }

        foreach (InputNormalization usual in InputNormalization.Usual)
        {
            NetworkInput input = usual.Apply(card.Input, card.Input.Order);
            if (InputNormalization.Difference(card.Input, input) is { } differs)
            {
                others.Add(new(differs, usual.Name, card with { Inputs = [input] }));
            }
        }

        return Result(new("", "as its card says", card), [.. others, .. Templates(card), .. Sizes(card)]);
    }

    // Only a file that leaves its size open can be shown another one.
    private static IEnumerable<Way> Sizes(NetworkCard card) =>
        from side in card.Input.Resizing is null ? [] : UsualSides
        where side != card.Input.Width || side != card.Input.Height
        select new Way("size", $"{side}×{side}", card with { Inputs = [card.Input with { Width = side, Height = side }] });

    // In a square aligned face the templates of 112 and of 96 columns are one.
    private static IEnumerable<Way> Templates(NetworkCard card)
    {
        List<AlignmentTemplate> seen = [AlignmentTemplate.Named(card.Embedding!.Template).ForSize(card.Input.Width, card.Input.Height)];
        foreach (string name in AlignmentTemplate.Names)
        {
            AlignmentTemplate template = AlignmentTemplate.Named(name).ForSize(card.Input.Width, card.Input.Height);
            if (seen.Exists(other => other.Points.Count == template.Points.Count && other.Points
                .Zip(template.Points).All(p => Vector2.Distance(p.First, p.Second) < 0.01f)))
            {
                continue;
            }

            seen.Add(template);
            yield return new("template", name, card with { Embedding = card.Embedding! with { Template = name } });
        }
    }

    private bool IsClearlyBetter(Way way, Way other) => SeparationAdvantage.Of(WithoutEach(way), WithoutEach(other)).Lower > 0;

    private double[] WithoutEach(Way way) => SeparationAdvantage.WithoutEach(Scores(Vectors(way.Card)!));

    private Way Best(IEnumerable<Way> ways) =>
        ways.Where(way => Vectors(way.Card) is not null).MaxBy(way => WithoutEach(way)[0])
        ?? throw new NetworkException(
            System.IO.Path.GetFileName(path), "no preprocessing variant produced an embedding; is this an embedding network?");

    // Every pair of the chosen faces.
    private ComparisonScores Scores(float[][] shown)
    {
        Dictionary<string, int> numbers = [];
        int[] people = [.. chosen
            .Select(i => numbers.TryGetValue(faces[i].Person, out int n) ? n : numbers[faces[i].Person] = numbers.Count)];
        List<float> cosines = [];
        List<int> first = [], second = [];
        for (int i = 0; i < shown.Length; i++)
        {
            for (int j = i + 1; j < shown.Length; j++)
            {
                cosines.Add(FaceComparison.Cosine(shown[i], shown[j]));
                first.Add(people[i]);
                second.Add(people[j]);
            }
        }

        return new([.. cosines], [.. first.Zip(second, (a, b) => a == b)], [.. first], [.. second]);
    }

    private EmbedderProbeResult Result(Way reference, IEnumerable<Way> others)
    {
        float[][] own = Vectors(reference.Card) ?? Embed(reference.Card);
        double[] without = SeparationAdvantage.WithoutEach(Scores(own));
        Variant Of(Way way, float[][] shown)
        {
            ComparisonScores scores = Scores(shown);
            double[] each = SeparationAdvantage.WithoutEach(scores);
            return new(way.Changed, way.Shown, way.Card, Separation.Measure(scores), SeparationAdvantage.Of(each, without))
            {
                WithoutEach = each,
            };
        }

        return new(Of(reference, own),
            [.. others.Where(way => Vectors(way.Card) is not null)
            .Select(way => Of(way, Vectors(way.Card)!)).OrderByDescending(v => v.Advantage.DPrime)]);
    }

    // A network that is shown nonsense may give vectors without direction, and one in a size that its graph does not bear fails: that way
    // is none.
    private float[][]? Vectors(NetworkCard card)
    {
        string key = string.Create(CultureInfo.InvariantCulture,
            $"{card.Embedding!.Template} {card.Input.Width}×{card.Input.Height} {card.Input.Order} {string.Join(' ', card.Input.Mean)} "
                + $"{string.Join(' ', card.Input.Scale)} {card.Input.Standardize}");
        if (!vectors.TryGetValue(key, out float[][]? known))
        {
            try
            {
                known = EmbedAll(card);
            }
            catch (NetworkException)
            {
                known = null;
            }

            vectors[key] = known;
        }

        return known is null ? null : [.. chosen.Select(i => known[i])];
    }

    // As above, for a card whose failure is the answer.
    private float[][] Embed(NetworkCard card)
    {
        float[][] all = EmbedAll(card);
        return [.. chosen.Select(i => all[i])];
    }

    private float[][] EmbedAll(NetworkCard card)
    {
        using OnnxNetwork network =
            OnnxNetwork.Load(card with { Embedding = card.Embedding! with { Flip = false } }, path, new() { Profile = UseProfile.Any });
        EmbeddedFace[] all = new FaceEmbedder(network, new() { Flip = false }).Embed([.. faces.Select(face => face.Face)]);
        return [.. all.Select(face => face.Vector)];
    }

    /// <summary>One way of showing faces, and how well it separates.</summary>
    /// <param name="Changed">What differs from the card that was probed: order, mean, scale, standardization, template, size; empty for the
    /// card itself.</param>
    /// <param name="Shown">How faces are shown in this respect, in words.</param>
    /// <param name="Card">The card in this way.</param>
    /// <param name="Separation">How well it separates.</param>
    /// <param name="Advantage">How much better it separates than the way that it is compared with.</param>
    public sealed record Variant(string Changed, string Shown, NetworkCard Card, Separation Separation, SeparationAdvantage Advantage)
    {
        /// <summary>As <see cref="SeparationAdvantage.WithoutEach"/> gives it: what one way is compared with another by.</summary>
        internal IReadOnlyList<double> WithoutEach { get; init; } = [];

        /// <summary>Whether one field of the card is changed, which is the likelier slip where one and two fix it equally well.</summary>
        internal bool IsOneField => Changed is "order" or "mean" or "scale" or "template" or "size";
    }

    private sealed record Way(string Changed, string Shown, NetworkCard Card);
}
