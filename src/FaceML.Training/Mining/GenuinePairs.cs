namespace FaceML.Training.Mining;

/// <summary>Every two different rows of one identity in a batch, in both orders, for <c>foreach</c>.</summary>
/// <param name="labels">The identity of each row.</param>
internal ref struct GenuinePairs(ReadOnlySpan<int> labels)
{
    private readonly ReadOnlySpan<int> labels = labels;
    private int anchor;
    private int positive = -1;

    /// <summary>The pair.</summary>
    public readonly (int Anchor, int Positive) Current => (anchor, positive);

    /// <summary>The pairs from the first one on.</summary>
    public readonly GenuinePairs GetEnumerator() => new(labels);

    /// <summary>Goes to the next pair.</summary>
    public bool MoveNext()
    {
        for (; anchor < labels.Length; anchor++, positive = -1)
        {
            while (++positive < labels.Length)
            {
                if (positive != anchor && labels[positive] == labels[anchor])
                {
                    return true;
                }
            }
        }

        return false;
    }
}
