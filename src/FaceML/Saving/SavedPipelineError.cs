namespace FaceML.Saving;

/// <summary>What is wrong with a saved pipeline.</summary>
public enum SavedPipelineError
{
    /// <summary>There is no such file, or it cannot be opened.</summary>
    Unreadable,

    /// <summary>The file is no saved pipeline, was cut short, or a byte of it has changed since it was written.</summary>
    Damaged,

    /// <summary>The file was written in a format that this version does not know.</summary>
    UnknownVersion,

    /// <summary>An entry's name leaves the archive, comes twice, or is not in the manifest.</summary>
    UnsafeEntry,

    /// <summary>An entry, or all of them together, exceed a limit.</summary>
    TooLarge,

    /// <summary>An entry that the manifest names is missing or does not have the hash that the manifest states.</summary>
    WrongEntry,

    /// <summary>A stage is of a kind that this version does not know, or its settings are not what the kind has.</summary>
    UnknownStage,

    /// <summary>A network that is referred to by its hash is not in the catalog, or a network in the file cannot be loaded.</summary>
    Network,

    /// <summary>
    /// A part of ML.NET's own is refused by <see cref="LoadOptions.AllowMLNetStages"/>, or needs code that
    /// <see cref="LoadOptions.MLNetAssemblies"/> does not name.
    /// </summary>
    MLNetNotAllowed,

    /// <summary>The loaded pipeline does not reproduce the numbers that were stored with it.</summary>
    GoldenCheck,
}
