namespace FaceML.Networks;

/// <summary>What a network is for.</summary>
public enum NetworkKind
{
    /// <summary>Finds faces in an image: boxes with scores. Its card has a <c>detection</c> part.</summary>
    Detector,

    /// <summary>Finds the landmarks of one face. Its card has a <c>landmarks</c> part.</summary>
    Landmarks,

    /// <summary>Turns an aligned face into a vector. Its card has an <c>embedding</c> part.</summary>
    Embedder,

    /// <summary>Tells a live face from an attack such as a print or a screen. Its card has a <c>liveness</c> part.</summary>
    Liveness,
}
