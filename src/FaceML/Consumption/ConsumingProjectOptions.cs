namespace FaceML.Consumption;

/// <summary>How a project that consumes a saved pipeline is written.</summary>
internal sealed record ConsumingProjectOptions
{
    /// <summary>The saved pipeline.</summary>
    public required string Model { get; init; }

    /// <summary>The folder to make. The default value is null: a folder of the class's name in the current folder.</summary>
    public string? Folder { get; init; }

    /// <summary>The name of the project and its class. The default value is null: that of the file.</summary>
    public string? Name { get; init; }

    /// <summary>Whether the project is an ASP.NET Core host. The default value is <see langword="false"/>: a console application.</summary>
    public bool Web { get; init; }
}
