namespace FaceML.Verification;

/// <summary>Where the pairs of an evaluation come from.</summary>
public enum EvaluationProtocol
{
    /// <summary>LFW's pairs file with its folds.</summary>
    Lfw,

    /// <summary>A folder per person: pairs are drawn.</summary>
    Folders,

    /// <summary>A pairs file of your own.</summary>
    Pairs,
}
