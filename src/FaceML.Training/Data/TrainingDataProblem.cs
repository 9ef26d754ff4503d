namespace FaceML.Training.Data;

/// <summary>Why embeddings cannot be trained on.</summary>
public enum TrainingDataProblem
{
    /// <summary>There are no embeddings.</summary>
    Empty,

    /// <summary>Not as many labels as embeddings.</summary>
    UnequalCounts,

    /// <summary>Two embeddings have different lengths.</summary>
    UnequalLengths,

    /// <summary>An embedding holds NaN or an infinity.</summary>
    NotFinite,

    /// <summary>There is one identity only: nothing to tell apart.</summary>
    OneIdentity,

    /// <summary>An identity has a single image: nothing to draw together.</summary>
    TooFewImages,

    /// <summary>An identity is in the training and in the validation part.</summary>
    IdentityInBothParts,
}
