namespace FaceML.Networks;

/// <summary>How a network's file stands to its card.</summary>
internal enum NetworkState
{
    /// <summary>It is there and has the card's SHA-256.</summary>
    Ready,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It cannot be read, or its length or SHA-256 is not the card's.</summary>
    Different,
}
