namespace Microsoft.ML.Data;

/// <summary>What becomes of a row.</summary>
internal enum Choice
{
    /// <summary>It is left out.</summary>
    Skip,

    /// <summary>It is given.</summary>
    Take,

    /// <summary>It and all after it are left out.</summary>
    Stop,
}
