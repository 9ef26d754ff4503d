namespace FaceML.Cli;

/// <summary>The protocols of <c>evaluate</c> and <c>compare</c>.</summary>
internal enum EvaluationProtocol
{
    /// <summary>LFW's pairs file with its folds.</summary>
    Lfw,

    /// <summary>A folder for every person: pairs are drawn.</summary>
    Folders,

    /// <summary>A pairs file of one's own.</summary>
    Pairs,
}
