namespace FaceML.AspNetCore.Security;

/// <summary>What a key allows.</summary>
public enum FaceMLScope
{
    /// <summary>Compare images with images and with one person: detect, embed, verify.</summary>
    Verify,

    /// <summary>Search in galleries.</summary>
    Identify,

    /// <summary>Enroll people, and read and change their entries.</summary>
    Enroll,

    /// <summary>Everything, also to erase people, make galleries and read logs.</summary>
    Admin,
}
