namespace FaceML.Serving;

/// <summary>Settings of <see cref="FaceModelLoader"/>.</summary>
public sealed class FaceModelLoaderOptions
{
    /// <summary>The saved pipeline to serve.</summary>
    public required string Path { get; set; }

    /// <summary>Whether a new state of the file replaces the old one. The default value is <see langword="true"/>.</summary>
    public bool WatchForChanges { get; set; } = true;

    /// <summary>How long the file must be at rest before it is read. The default value is 50 ms.</summary>
    public TimeSpan Debounce { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// How often the file's length and time are looked at besides listening to the file system, which does not tell everything
    /// (network drives, swapped symbolic links). The default value is 500 ms.
    /// </summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How the file is loaded. Its golden check runs before each swap, unless switched off here. The default value is that of
    /// <see cref="LoadOptions"/>.
    /// </summary>
    public LoadOptions Load { get; set; } = new();

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Path);
        ArgumentOutOfRangeException.ThrowIfLessThan(Debounce, TimeSpan.Zero, nameof(Debounce));
        ArgumentOutOfRangeException.ThrowIfLessThan(PollInterval, TimeSpan.FromMilliseconds(10), nameof(PollInterval));
    }
}
