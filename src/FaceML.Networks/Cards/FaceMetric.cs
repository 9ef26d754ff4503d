namespace FaceML.Networks;

/// <summary>What two vectors are compared by. The two run in opposite directions.</summary>
public enum FaceMetric
{
    /// <summary>Cosine similarity, −1 to 1: the <b>higher</b>, the more alike.</summary>
    Cosine,

    /// <summary>Euclidean distance, 0 to 2 between unit vectors: the <b>lower</b>, the more alike.</summary>
    Euclidean,
}
