<?php
// Logs in to Proxmox VE and shows version, nodes and the state of each node. Needs PHP 8 with openssl, but no curl. The
// variables are told in ../README.md.
declare(strict_types=1);

final class Failure extends Exception
{
}

function setting(string $name, string $default = ''): string
{
    $value = getenv($name);
    return $value === false || $value === '' ? $default : $value;
}

final class Proxmox
{
    public string $who = '';
    private string $base;
    /** @var list<string> */
    private array $headers = [];
    private ?string $pin = null;

    public function __construct(string $base)
    {
        $this->base = rtrim($base, '/');
    }

    public function login(): void
    {
        $tokenId = setting('PVE_TOKEN_ID');
        $username = setting('PVE_USERNAME');
        if ($tokenId !== '') {
            $this->who = $tokenId;
            $this->headers = ["Authorization: PVEAPIToken=$tokenId=" . setting('PVE_TOKEN_SECRET')];
        } elseif ($username !== '') {
            $this->who = str_contains($username, '@') ? $username : $username . '@' . setting('PVE_REALM', 'pam');
            $form = ['username' => $this->who, 'password' => setting('PVE_PASSWORD')];
            $ticket = $this->call('POST', '/access/ticket', $form)['ticket'];
            // Good for two hours. Writes need the header CSRFPreventionToken as well; reading does not.
            $this->headers = ['Cookie: PVEAuthCookie=' . rawurlencode($ticket)];
        } else {
            throw new Failure('Set PVE_TOKEN_ID and PVE_TOKEN_SECRET, or PVE_USERNAME and PVE_PASSWORD');
        }
    }

    /** @return array<mixed> The field `data` of the answer. */
    public function call(string $method, string $path, array $form = []): array
    {
        $type = $form === [] ? [] : ['Content-Type: application/x-www-form-urlencoded'];
        $context = stream_context_create([
            'ssl' => $this->trust(),
            'http' => [
                'method' => $method,
                'header' => [...$this->headers, ...$type],
                'content' => http_build_query($form),
                'ignore_errors' => true,
                'follow_location' => 0,
                'timeout' => 20,
            ],
        ]);
        $warnings = '';
        set_error_handler(static function (int $_, string $text) use (&$warnings): bool {
            $warnings .= $text;
            return true;
        });
        $stream = fopen("{$this->base}/api2/json$path", 'rb', false, $context);
        restore_error_handler();
        if ($stream === false) {
            $isCertificate = preg_match('/certificate|fingerprint/i', $warnings) === 1;
            throw new Failure($isCertificate
                ? "The certificate of {$this->base} is not the expected one"
                : "No answer from {$this->base}");
        }
        $status = (int) explode(' ', stream_get_meta_data($stream)['wrapper_data'][0])[1];
        if ($status === 401) {
            throw new Failure("The login as {$this->who} was refused");
        }
        if ($status !== 200) {
            throw new Failure("$method $path was answered with status $status");
        }
        return json_decode(stream_get_contents($stream), true, 64, JSON_THROW_ON_ERROR)['data'];
    }

    /** @return array<string, mixed> Which certificate is believed; it is checked before anything is sent. */
    private function trust(): array
    {
        if (setting('PVE_FINGERPRINT') !== '') {
            $this->pin ??= $this->findPin(explode(',', strtolower(str_replace([':', ' '], '', setting('PVE_FINGERPRINT')))));
            return ['verify_peer' => false, 'verify_peer_name' => false, 'peer_fingerprint' => ['sha256' => $this->pin]];
        }
        if (setting('PVE_CA_FILE') !== '') {
            return ['cafile' => setting('PVE_CA_FILE')];
        }
        $isChecked = setting('PVE_INSECURE') !== '1';
        return ['verify_peer' => $isChecked, 'verify_peer_name' => $isChecked];
    }

    /**
     * The one of several fingerprints that the server has: a context takes one only. Nothing is sent here.
     *
     * @param list<string> $believed
     */
    private function findPin(array $believed): string
    {
        $ssl = ['capture_peer_cert' => true, 'verify_peer' => false, 'verify_peer_name' => false];
        $context = stream_context_create(['ssl' => $ssl]);
        ['host' => $host, 'port' => $port] = parse_url($this->base) + ['port' => 443];
        $stream = @stream_socket_client("tls://$host:$port", $code, $reason, 20, STREAM_CLIENT_CONNECT, $context);
        if ($stream === false) {
            throw new Failure("No answer from {$this->base}");
        }
        $certificate = stream_context_get_params($stream)['options']['ssl']['peer_certificate'];
        $met = (string) openssl_x509_fingerprint($certificate, 'sha256');
        if (!in_array($met, $believed, true)) {
            throw new Failure("The certificate of {$this->base} is not the expected one");
        }
        return $met;
    }
}

function walk(): void
{
    $base = setting('PVE_BASE_URL');
    if ($base === '') {
        throw new Failure('Set PVE_BASE_URL, such as https://pve.example.org:8006');
    }
    $pve = new Proxmox($base);
    $pve->login();

    $version = $pve->call('GET', '/version');
    echo "Logged in as {$pve->who}\n";
    echo "Proxmox VE {$version['version']}\n";

    $nodes = $pve->call('GET', '/nodes');
    usort($nodes, static fn (array $a, array $b): int => strcmp($a['node'], $b['node']));
    $names = array_map(static fn (array $row): string => "{$row['node']} ({$row['status']})", $nodes);
    echo 'Nodes: ' . implode(', ', $names) . "\n";

    foreach ($nodes as ['node' => $node, 'status' => $status]) {
        if ($status !== 'online') {
            continue;
        }
        $state = $pve->call('GET', '/nodes/' . rawurlencode($node) . '/status');
        printf(
            "%s: %d processors at %d %%, %d of %d MiB memory, up %d days\n",
            $node,
            $state['cpuinfo']['cpus'],
            floor($state['cpu'] * 100),
            intdiv($state['memory']['used'], 1048576),
            intdiv($state['memory']['total'], 1048576),
            intdiv($state['uptime'], 86400),
        );
    }
}

try {
    walk();
} catch (Failure $failure) {
    fwrite(STDERR, "walkthrough: {$failure->getMessage()}\n");
    exit(1);
}
