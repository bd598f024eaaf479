#!/usr/bin/env pwsh
# Logs in to Proxmox VE and shows version, nodes and the state of each node. Needs PowerShell 7. The variables are told in
# ../README.md.
$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

function Stop-WithReason([string] $Reason) {
    [Console]::Error.WriteLine("walkthrough: $Reason")
    exit 1
}

function Get-Setting([string] $Name, [string] $Default = '') {
    $value = [Environment]::GetEnvironmentVariable($Name)
    if ([string]::IsNullOrEmpty($value)) { $Default } else { $value }
}

# PowerShell's own commands can only switch the check of certificates off. A script block cannot be asked from the thread
# that checks them, so the check is compiled.
Add-Type -TypeDefinition @'
using System;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

public static class BelievedServer
{
    public static HttpClient Client(string[] fingerprints, string caFile, bool insecure)
    {
        var handler = new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false };
        if (fingerprints.Length > 0)
            handler.ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) =>
                certificate != null &&
                Array.IndexOf(fingerprints, Convert.ToHexString(SHA256.HashData(certificate.RawData))) >= 0;
        else if (caFile != "")
            handler.ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) =>
            {
                if (certificate == null || (errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != 0) return false;
                chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
                chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(caFile);
                return chain.Build(certificate);
            };
        else if (insecure)
            handler.ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) => true;
        return new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(20) };
    }
}
'@

$base = (Get-Setting 'PVE_BASE_URL').TrimEnd('/')
if ($base -eq '') { Stop-WithReason 'Set PVE_BASE_URL, such as https://pve.example.org:8006' }
$pins = (Get-Setting 'PVE_FINGERPRINT').Replace(':', '').Replace(' ', '').ToUpperInvariant()
[string[]] $fingerprints = $pins.Split(',', [StringSplitOptions]::RemoveEmptyEntries)
$client = [BelievedServer]::Client($fingerprints, (Get-Setting 'PVE_CA_FILE'), (Get-Setting 'PVE_INSECURE') -eq '1')
$headers = @{}
$who = ''

# The field `data` of the answer.
function Invoke-Proxmox([string] $Method, [string] $Path, [hashtable] $Form = @{}) {
    $request = [Net.Http.HttpRequestMessage]::new([Net.Http.HttpMethod]::new($Method), "$base/api2/json$Path")
    foreach ($name in $headers.Keys) { [void] $request.Headers.TryAddWithoutValidation($name, [string] $headers[$name]) }
    if ($Form.Count -gt 0) {
        $fields = [Collections.Generic.Dictionary[string, string]]::new()
        foreach ($name in $Form.Keys) { $fields[$name] = $Form[$name] }
        $request.Content = [Net.Http.FormUrlEncodedContent]::new($fields)
    }
    try {
        $answer = $client.Send($request)
        $text = $answer.Content.ReadAsStringAsync().GetAwaiter().GetResult()
    }
    catch {
        $causes = for ($cause = $_.Exception; $null -ne $cause; $cause = $cause.InnerException) { $cause }
        if ($causes | Where-Object { $_ -is [Security.Authentication.AuthenticationException] }) {
            Stop-WithReason "The certificate of $base is not the expected one"
        }
        Stop-WithReason "No answer from $base"
    }
    $status = [int] $answer.StatusCode
    if ($status -eq 401) { Stop-WithReason "The login as $who was refused" }
    if ($status -ne 200) { Stop-WithReason "$Method $Path was answered with status $status" }
    ($text | ConvertFrom-Json).data
}

if ((Get-Setting 'PVE_TOKEN_ID') -ne '') {
    $who = Get-Setting 'PVE_TOKEN_ID'
    $headers['Authorization'] = "PVEAPIToken=$who=$(Get-Setting 'PVE_TOKEN_SECRET')"
}
elseif ((Get-Setting 'PVE_USERNAME') -ne '') {
    $who = Get-Setting 'PVE_USERNAME'
    if (-not $who.Contains('@')) { $who = "$who@$(Get-Setting 'PVE_REALM' 'pam')" }
    $login = Invoke-Proxmox 'POST' '/access/ticket' @{ username = $who; password = (Get-Setting 'PVE_PASSWORD') }
    # Good for two hours. Writes need the header CSRFPreventionToken as well; reading does not.
    $headers['Cookie'] = 'PVEAuthCookie=' + [Uri]::EscapeDataString($login.ticket)
}
else {
    Stop-WithReason 'Set PVE_TOKEN_ID and PVE_TOKEN_SECRET, or PVE_USERNAME and PVE_PASSWORD'
}

$version = Invoke-Proxmox 'GET' '/version'
"Logged in as $who"
"Proxmox VE $($version.version)"

$nodes = @(Invoke-Proxmox 'GET' '/nodes') | Sort-Object -Property node
'Nodes: ' + (($nodes | ForEach-Object { "$($_.node) ($($_.status))" }) -join ', ')

function ConvertTo-Mebibyte([double] $Bytes) { [Math]::Floor($Bytes / 1MB) }

foreach ($row in $nodes | Where-Object { $_.status -eq 'online' }) {
    $state = Invoke-Proxmox 'GET' "/nodes/$([Uri]::EscapeDataString($row.node))/status"
    $processors = "$($state.cpuinfo.cpus) processors at $([Math]::Floor($state.cpu * 100)) %"
    $memory = "$(ConvertTo-Mebibyte $state.memory.used) of $(ConvertTo-Mebibyte $state.memory.total) MiB memory"
    "$($row.node): $processors, $memory, up $([Math]::Floor($state.uptime / 86400)) days"
}
