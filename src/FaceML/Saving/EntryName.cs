namespace FaceML.Saving;

/// <summary>
/// Which names an archive's entries may have. Few on purpose: nothing is ever extracted, and nothing can be meant otherwise.
/// </summary>
internal static class EntryName
{
    private const int MaximumLength = 160;

    public static bool IsSafe(string name)
    {
        if (name.Length is 0 or > MaximumLength || name[0] == '/' || name[^1] == '/')
        {
            return false;
        }

        foreach (string part in name.Split('/'))
        {
            if (part.Length == 0 || part[0] == '.' || !part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            {
                return false;
            }
        }

        return true;
    }
}
