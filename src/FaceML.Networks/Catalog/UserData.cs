namespace FaceML.Networks;

/// <summary>
/// The folder that all applications of this user share: installed networks, and caches of what was computed once. It is
/// <c>FaceML</c> below the user's folder for application data (XDG_DATA_HOME, AppData\Local, Library/Application Support), or the folder
/// that the environment variable <see cref="EnvironmentVariable"/> names.
/// </summary>
/// <remarks>The environment is read at each call. Nothing else of FaceML looks into the user's home folder.</remarks>
internal static class UserData
{
    /// <summary>The environment variable that names another folder, for example for a service or for tests.</summary>
    public const string EnvironmentVariable = "FACEML_HOME";

    /// <summary>A folder in it.</summary>
    /// <param name="name">Its name, for example <c>networks</c>.</param>
    /// <returns>The full path. The folder need not exist.</returns>
    public static string Folder(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        string root = Environment.GetEnvironmentVariable(EnvironmentVariable) is { Length: > 0 } named
            ? Path.GetFullPath(named)
            : Path.Combine(Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "FaceML");
        return Path.Combine(root, name);
    }
}
