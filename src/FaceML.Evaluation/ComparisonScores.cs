namespace FaceML.Evaluation;

/// <summary>
/// Scored comparisons of both classes, optionally with the two people of each. Higher means more similar; a comparison
/// is a match when <c>score &gt;= threshold</c>. Immutable (arguments are copied) and thread-safe.
/// </summary>
public sealed class ComparisonScores
{
    private readonly float[] scores;
    private readonly bool[] isGenuine;
    private readonly int[]? first;
    private readonly int[]? second;
    private readonly float[] genuine;
    private readonly float[] impostor;

    /// <summary>Comparisons whose people are not known: they are taken to be independent of each other.</summary>
    /// <param name="scores">Finite scores.</param>
    /// <param name="isGenuine">As many labels: true where both samples show the same person.</param>
    /// <exception cref="EvaluationDataException">Different lengths, a score that is not finite (with its row), or a class that is
    /// missing.</exception>
    public ComparisonScores(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isGenuine)
    {
        Check(scores, isGenuine);
        this.scores = scores.ToArray();
        this.isGenuine = isGenuine.ToArray();
        (genuine, impostor) = Split(this.scores, this.isGenuine);
    }

    /// <summary>Comparisons whose people are known, so that intervals can respect that comparisons share them.</summary>
    /// <param name="scores">Finite scores.</param>
    /// <param name="isGenuine">As many labels.</param>
    /// <param name="firstIdentities">The person of each first sample; any whole numbers.</param>
    /// <param name="secondIdentities">The person of each second sample.</param>
    /// <exception cref="EvaluationDataException">As above, or a label that contradicts the identities (with its row).</exception>
    public ComparisonScores(
        ReadOnlySpan<float> scores, ReadOnlySpan<bool> isGenuine, ReadOnlySpan<int> firstIdentities, ReadOnlySpan<int> secondIdentities)
        : this(scores, isGenuine)
    {
        if (firstIdentities.Length != scores.Length || secondIdentities.Length != scores.Length)
        {
            throw new EvaluationDataException(
                $"{scores.Length} scores require as many identities; there are {firstIdentities.Length} first and "
                    + $"{secondIdentities.Length} second ones.");
        }

        (first, second) = (new int[scores.Length], new int[scores.Length]);
        Dictionary<int, int> dense = [];
        for (int i = 0; i < scores.Length; i++)
        {
            if (isGenuine[i] != (firstIdentities[i] == secondIdentities[i]))
            {
                throw new EvaluationDataException(
                    $"Row {i}: the label says {(isGenuine[i] ? "genuine" : "impostor")}, the identities are {firstIdentities[i]} and "
                        + $"{secondIdentities[i]}.", i);
            }

            first[i] = Dense(dense, firstIdentities[i]);
            second[i] = Dense(dense, secondIdentities[i]);
        }

        IdentityCount = dense.Count;
    }

    private ComparisonScores(ReadOnlySpan<int> people, ReadOnlySpan<float> scores, ReadOnlySpan<bool> isGenuine)
        : this(scores, isGenuine)
    {
        Dictionary<int, int> dense = [];
        first = new int[people.Length];
        for (int i = 0; i < people.Length; i++)
        {
            first[i] = Dense(dense, people[i]);
        }

        second = first;
        AreSamples = true;
        IdentityCount = dense.Count;
    }

    /// <summary>Single samples instead of pairs, each of one person: live faces as the genuine class, attacks as the other.</summary>
    /// <param name="scores">Finite scores.</param>
    /// <param name="isGenuine">As many labels.</param>
    /// <param name="people">The person of each sample; any whole numbers.</param>
    /// <exception cref="EvaluationDataException">A score that is not finite, or an empty class.</exception>
    internal static ComparisonScores FromSamples(ReadOnlySpan<float> scores, ReadOnlySpan<bool> isGenuine, ReadOnlySpan<int> people) =>
        new(people, scores, isGenuine);

    /// <summary>The two classes given apart, people unknown.</summary>
    /// <exception cref="EvaluationDataException">A score that is not finite, or an empty class.</exception>
    public static ComparisonScores FromClasses(ReadOnlySpan<float> genuine, ReadOnlySpan<float> impostor)
    {
        bool[] labels = new bool[genuine.Length + impostor.Length];
        labels.AsSpan(0, genuine.Length).Fill(true);
        return new ComparisonScores([.. genuine, .. impostor], labels);
    }

    /// <summary>The number of comparisons.</summary>
    public int Count => scores.Length;

    /// <summary>The number of genuine (mated) comparisons.</summary>
    public int GenuineCount => genuine.Length;

    /// <summary>The number of impostor (non-mated) comparisons.</summary>
    public int ImpostorCount => impostor.Length;

    /// <summary>The number of people; 0 when they are not known.</summary>
    public int IdentityCount { get; }

    /// <summary>Whether the people of the comparisons are known.</summary>
    public bool HasIdentities => first is not null;

    /// <summary>Whether a row is a sample of one person instead of a pair: a row of either class then has one person, not two.</summary>
    internal bool AreSamples { get; }

    /// <summary>The scores in the order given.</summary>
    public ReadOnlySpan<float> Scores => scores;

    /// <summary>The labels in the order given.</summary>
    public ReadOnlySpan<bool> IsGenuine => isGenuine;

    /// <summary>The genuine scores, ascending.</summary>
    public ReadOnlySpan<float> Genuine => genuine;

    /// <summary>The impostor scores, ascending.</summary>
    public ReadOnlySpan<float> Impostor => impostor;

    /// <summary>The person of each first sample, renumbered from 0 to <see cref="IdentityCount"/> − 1; empty when not known.</summary>
    public ReadOnlySpan<int> FirstIdentities => first;

    /// <summary>The person of each second sample, renumbered likewise.</summary>
    public ReadOnlySpan<int> SecondIdentities => second;

    /// <summary>The number of impostor scores at or above <paramref name="threshold"/>.</summary>
    public int FalseMatches(float threshold) => impostor.Length - Below(impostor, threshold);

    /// <summary>The number of genuine scores below <paramref name="threshold"/>.</summary>
    public int FalseNonMatches(float threshold) => Below(genuine, threshold);

    private static int Below(float[] ascending, float threshold)
    {
        if (float.IsNaN(threshold))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), "The threshold is not a number.");
        }

        int low = 0, high = ascending.Length;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) / 2);
            if (ascending[middle] < threshold)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static int Dense(Dictionary<int, int> dense, int identity)
    {
        if (!dense.TryGetValue(identity, out int index))
        {
            index = dense.Count;
            dense.Add(identity, index);
        }

        return index;
    }

    private static (float[] Genuine, float[] Impostor) Split(float[] scores, bool[] labels)
    {
        int genuineCount = labels.Count(l => l);
        float[] genuine = new float[genuineCount], impostor = new float[labels.Length - genuineCount];
        int g = 0, n = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (labels[i])
            {
                genuine[g++] = scores[i];
            }
            else
            {
                impostor[n++] = scores[i];
            }
        }

        Array.Sort(genuine);
        Array.Sort(impostor);
        return (genuine, impostor);
    }

    private static void Check(ReadOnlySpan<float> scores, ReadOnlySpan<bool> labels)
    {
        if (scores.Length != labels.Length)
        {
            throw new EvaluationDataException($"{scores.Length} scores require as many labels; there are {labels.Length}.");
        }

        for (int i = 0; i < scores.Length; i++)
        {
            if (!float.IsFinite(scores[i]))
            {
                throw new EvaluationDataException($"Row {i}: the score is {scores[i]}; only finite scores can be evaluated.", i);
            }
        }

        if (!labels.Contains(true) || !labels.Contains(false))
        {
            string missing = labels.Length == 0
                ? "no comparison"
                : labels.Contains(true) ? "no impostor (non-mated) comparison" : "no genuine (mated) comparison";
            throw new EvaluationDataException($"There is {missing}: both classes are needed.");
        }
    }
}
