namespace FaceML.Evaluation.Protocols;

/// <summary>Every pair of a protocol is made once.</summary>
internal static class DistinctPairs
{
    /// <summary>Refuses a pair of an image with itself and a pair that is there already, in either order.</summary>
    /// <param name="seen">The pairs so far with their lines; the pair is added.</param>
    /// <param name="pair">The next pair.</param>
    /// <param name="file">The file, for messages.</param>
    /// <param name="line">The pair's line.</param>
    /// <exception cref="ProtocolFormatException">It is such a pair.</exception>
    public static void Require(Dictionary<(string, string), int> seen, ImagePair pair, string file, int line)
    {
        if (pair.First == pair.Second)
        {
            throw new ProtocolFormatException(file, line, $"{pair.First} is paired with itself.");
        }

        // A comparison is the same in either order.
        (string, string) key = string.CompareOrdinal(pair.First, pair.Second) < 0 ? (pair.First, pair.Second) : (pair.Second, pair.First);
        if (!seen.TryAdd(key, line))
        {
            throw new ProtocolFormatException(file, line, $"the pair {pair.First}, {pair.Second} is already in line {seen[key]}.");
        }
    }
}
